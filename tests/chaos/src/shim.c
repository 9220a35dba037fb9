/* Stands between a program and the C library, for the files under one folder: remembers what was
 * really synced, fails on order, and moves the clock. Loaded with LD_PRELOAD by src/shim.rs, which
 * says in the control block what is to fail, and which puts the synced state in place of the files
 * when it cuts the power.
 *
 * The synced state of a file `a/b` lies in <shadow>/a%b, and <shadow>/a%b.entry is there when its
 * name was synced with its folder. After a failed sync a kernel takes pages for clean that never
 * came to the disk, and the next sync succeeds without them: <shadow>/a%b.lost holds the file as it
 * was then, and a page that still equals it is not copied. A write makes its pages differ from it.
 *
 * Calls go to the kernel directly, so nothing here calls itself. Files are read through the
 * caller's own descriptor, for closing a second one would drop the caller's locks. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096

/* As src/shim.rs writes and reads it: numbers of eight bytes. */
struct control {
  int64_t space;       /* bytes that files may still grow by; below zero without end */
  int64_t write_error; /* what every write fails with; 0 none */
  int64_t sync_error;  /* what every sync fails with; 0 none */
  int64_t writes_left; /* writes until the process dies in the middle of one; 0 never */
  int64_t clock_ms;    /* what is added to the time of day */
  int64_t refused;     /* calls that failed on order */
  int64_t syncs;       /* syncs that succeeded */
};

static struct control *control;
static const char *folder, *shadow;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("CHAOS_CONTROL");
  folder = getenv("CHAOS_FOLDER");
  shadow = getenv("CHAOS_SHADOW");
  if (!path || !folder || !shadow) return;
  int fd = syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
  void *at = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (at == MAP_FAILED) abort();
  syscall(SYS_close, fd);
  control = at;
}

static int fails(int64_t error) {
  __atomic_add_fetch(&control->refused, 1, __ATOMIC_SEQ_CST);
  errno = (int)error;
  return -1;
}

/* The part of a path below the folder; NULL for what is elsewhere, and for memory that processes
 * share through a file. */
static const char *below(const char *path) {
  size_t length = strlen(folder), all = strlen(path);
  if (strncmp(path, folder, length) || (path[length] != '/' && path[length])) return NULL;
  if (all > 4 && !strcmp(path + all - 4, "-shm")) return NULL;
  return path[length] ? path + length + 1 : path + length;
}

static const char *name_of(int fd, char *path) {
  char link[64];
  if (!control) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return NULL;
  path[length] = 0;
  return below(path);
}

static void in_shadow(char *path, const char *parent, const char *name, const char *ending) {
  int prefix = snprintf(path, PATH_MAX, "%s/", shadow);
  snprintf(path + prefix, PATH_MAX - prefix, "%s%s%s%s", parent, *parent ? "/" : "", name, ending);
  for (char *c = path + prefix; *c; c++)
    if (*c == '/') *c = '%';
}

/* Copies a file into the shadow, but for pages that a failed sync lost. */
static void copy(int fd, const char *name, const char *ending, int lost) {
  char path[PATH_MAX], page[PAGE], before[PAGE];
  struct stat stat;
  in_shadow(path, "", name, ending);
  int to = syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  flock(to, LOCK_EX); /* two syncs at once must not put the older state last */
  int own = fd;
  if ((fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY) {
    /* Nobody locks what they cannot read. */
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    own = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
  }
  fstat(fd, &stat);
  for (off_t at = 0; at < stat.st_size; at += PAGE) {
    ssize_t count = pread(own, page, PAGE, at);
    if (count <= 0) break;
    if (lost >= 0 && pread(lost, before, PAGE, at) == count && !memcmp(page, before, count))
      continue;
    syscall(SYS_pwrite64, to, page, count, at);
  }
  syscall(SYS_ftruncate, to, stat.st_size);
  syscall(SYS_close, to);
  if (own != fd) syscall(SYS_close, own);
}

/* Makes the names in a folder durable, and those that are gone not. */
static void sync_entries(const char *real, const char *name) {
  char path[PATH_MAX], file[PATH_MAX + 256];
  struct dirent *entry;
  DIR *listed = opendir(real);
  while (listed && (entry = readdir(listed))) {
    in_shadow(path, name, entry->d_name, ".entry");
    int fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    syscall(SYS_close, fd);
  }
  if (listed) closedir(listed);
  listed = opendir(shadow);
  while (listed && (entry = readdir(listed))) {
    size_t prefix = strlen(name), all = strlen(entry->d_name);
    if (all < 6 || strcmp(entry->d_name + all - 6, ".entry")) continue;
    if (prefix && (strncmp(entry->d_name, name, prefix) || entry->d_name[prefix] != '%')) continue;
    const char *own = entry->d_name + prefix + (prefix ? 1 : 0);
    if (memchr(own, '%', strlen(own))) continue;
    snprintf(file, sizeof file, "%s/%.*s", real, (int)(strlen(own) - 6), own);
    if (access(file, F_OK)) {
      snprintf(file, sizeof file, "%s/%s", shadow, entry->d_name);
      unlink(file);
      file[strlen(file) - 6] = 0;
      unlink(file);
    }
  }
  if (listed) closedir(listed);
}

static int sync_of(int fd, long call) {
  char path[PATH_MAX], lost_path[PATH_MAX];
  const char *name = name_of(fd, path);
  struct stat stat;
  if (!name) return syscall(call, fd);
  fstat(fd, &stat);
  if (control->sync_error) {
    if (S_ISREG(stat.st_mode)) copy(fd, name, ".lost", -1);
    return fails(control->sync_error);
  }
  if (S_ISDIR(stat.st_mode)) {
    sync_entries(path, name);
  } else {
    in_shadow(lost_path, "", name, ".lost");
    int lost = syscall(SYS_openat, AT_FDCWD, lost_path, O_RDONLY | O_CLOEXEC, 0);
    copy(fd, name, "", lost);
    if (lost >= 0) syscall(SYS_close, lost);
  }
  __atomic_add_fetch(&control->syncs, 1, __ATOMIC_SEQ_CST);
  return 0;
}

int fsync(int fd) { return sync_of(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_of(fd, SYS_fdatasync); }

/* How much of a write may be done: all of it, less on a disk that fills up, or -1. */
static ssize_t allowed(int fd, off_t at, size_t count) {
  char path[PATH_MAX];
  struct stat stat;
  if (!name_of(fd, path)) return count;
  if (control->write_error) return fails(control->write_error);
  if (control->writes_left > 0 &&
      __atomic_sub_fetch(&control->writes_left, 1, __ATOMIC_SEQ_CST) == 0)
    return -2;
  int64_t space = control->space, fits;
  if (space < 0) return count;
  fstat(fd, &stat);
  if (at < 0) at = lseek(fd, 0, SEEK_CUR);
  int64_t grows = at + (int64_t)count - stat.st_size;
  if (grows <= 0) return count;
  do
    fits = grows < space ? grows : space;
  while (!__atomic_compare_exchange_n(&control->space, &space, space - fits, 0, __ATOMIC_SEQ_CST,
                                      __ATOMIC_SEQ_CST));
  fits += (int64_t)count - grows;
  return fits > 0 ? fits : fails(ENOSPC);
}

/* The next sync takes the pages of this write, whatever they say. */
static void rewritten(int fd, off_t at, size_t count) {
  char path[PATH_MAX], lost_path[PATH_MAX], byte;
  const char *name = control->refused ? name_of(fd, path) : NULL;
  if (!name) return;
  in_shadow(lost_path, "", name, ".lost");
  int lost = syscall(SYS_openat, AT_FDCWD, lost_path, O_RDWR | O_CLOEXEC, 0);
  for (off_t page = at / PAGE * PAGE; lost >= 0 && page < at + (off_t)count; page += PAGE) {
    if (pread(fd, &byte, 1, page) != 1) break;
    byte = ~byte;
    syscall(SYS_pwrite64, lost, &byte, 1, page);
  }
  if (lost >= 0) syscall(SYS_close, lost);
}

static ssize_t written(int fd, const void *bytes, size_t count, off_t at) {
  ssize_t may = control ? allowed(fd, at, count) : (ssize_t)count;
  if (may == -1) return -1;
  off_t from = at < 0 && control ? lseek(fd, 0, SEEK_CUR) : at;
  size_t now = may == -2 ? count / 2 : (size_t)may;
  ssize_t done = at < 0 ? syscall(SYS_write, fd, bytes, now) : syscall(SYS_pwrite64, fd, bytes, now, at);
  if (control && from >= 0 && done > 0) rewritten(fd, from, done);
  if (may == -2) raise(SIGKILL);
  return done;
}

ssize_t write(int fd, const void *bytes, size_t count) { return written(fd, bytes, count, -1); }
ssize_t pwrite(int fd, const void *b, size_t count, off_t at) { return written(fd, b, count, at); }
ssize_t pwrite64(int fd, const void *b, size_t count, off_t at) { return written(fd, b, count, at); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
  char path[PATH_MAX];
  if (!name_of(fd, path) || !count) return syscall(SYS_writev, fd, parts, count);
  /* A short write is allowed, and the caller goes on with the rest. */
  while (count > 1 && !parts->iov_len) parts++, count--;
  return written(fd, parts->iov_base, parts->iov_len, -1);
}

static int truncated(int fd, off_t length) {
  char path[PATH_MAX];
  if (name_of(fd, path) && control->write_error) return fails(control->write_error);
  return syscall(SYS_ftruncate, fd, length);
}

int ftruncate(int fd, off_t length) { return truncated(fd, length); }
int ftruncate64(int fd, off_t length) { return truncated(fd, length); }

/* On a disk that can only be read nothing is opened for writing. */
static int opened(int at, const char *path, int flags, mode_t mode) {
  if (control && control->write_error == EROFS && (flags & (O_WRONLY | O_RDWR | O_CREAT)) &&
      below(path))
    return fails(EROFS);
  return syscall(SYS_openat, at, path, flags, mode);
}

/* A file's synced state goes with it to its new name. */
static int named(int done, const char *from, const char *to) {
  char from_path[PATH_MAX], to_path[PATH_MAX], page[PAGE];
  const char *old = done || !control ? NULL : below(from), *new = old ? below(to) : NULL;
  if (!new) return done;
  in_shadow(from_path, "", old, "");
  in_shadow(to_path, "", new, "");
  int source = syscall(SYS_openat, AT_FDCWD, from_path, O_RDONLY | O_CLOEXEC, 0);
  if (source < 0) return done;
  int target = syscall(SYS_openat, AT_FDCWD, to_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  for (ssize_t count; (count = read(source, page, PAGE)) > 0;)
    syscall(SYS_write, target, page, count);
  syscall(SYS_close, source);
  syscall(SYS_close, target);
  return done;
}

int link(const char *from, const char *to) {
  return named(syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0), from, to);
}

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
  return named(syscall(SYS_linkat, from_at, from, to_at, to, flags), from, to);
}

int rename(const char *from, const char *to) {
  return named(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0), from, to);
}

#define MODE(flags, last)                                                                          \
  mode_t mode = 0;                                                                                 \
  va_list rest;                                                                                    \
  va_start(rest, last);                                                                            \
  if (flags & (O_CREAT | __O_TMPFILE)) mode = va_arg(rest, mode_t);                                \
  va_end(rest)

int open(const char *path, int flags, ...) {
  MODE(flags, flags);
  return opened(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE(flags, flags);
  return opened(AT_FDCWD, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
  MODE(flags, flags);
  return opened(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
  MODE(flags, flags);
  return opened(at, path, flags, mode);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  int failed = syscall(SYS_clock_gettime, clock, time);
  if (!failed && control && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t ms = control->clock_ms;
    time->tv_sec += ms / 1000;
    time->tv_nsec += ms % 1000 * 1000000;
    if (time->tv_nsec < 0) time->tv_sec--, time->tv_nsec += 1000000000;
    if (time->tv_nsec >= 1000000000) time->tv_sec++, time->tv_nsec -= 1000000000;
  }
  return failed;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec now;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}
