//! Backups beside writers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use registry::backup;

use crate::given::{Folder, Make, all, append, minute, restore};

pub async fn a_backup_under_load_is_an_exact_prefix(make: Make) {
    let (source, folder) = (make().await, Folder::new());
    let log = source.open().await;
    let stopped = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let (log, stopped) = (Arc::clone(&log), Arc::clone(&stopped));
            tokio::spawn(async move {
                let mut appends = 0;
                while !stopped.load(Ordering::Relaxed) {
                    let stream = format!("case-{writer}-{}", appends % 7);
                    log.append(append(&stream, 1 + appends % 3, minute(0))).await.unwrap();
                    appends += 1;
                }
            })
        })
        .collect();
    let mut restored = Vec::new();
    let mut runs = 0;
    while restored.len() < 3 {
        let written = backup::write(&*log, &folder.path()).await.unwrap();
        runs += written.segments;
        if written.last > 200 * (restored.len() as u64 + 1) {
            let target = make().await;
            restore(&folder.path(), &target.settings(), None).await.unwrap();
            restored.push((written.last, target));
        }
    }
    stopped.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }

    assert!(runs >= 3, "{runs} segments");
    let whole = all(&*log).await;
    for (last, target) in restored {
        let last = usize::try_from(last).unwrap();
        assert!(last < whole.len(), "the writers went on");
        assert_eq!(all(&*target.open().await).await, whole[..last]);
    }
}
