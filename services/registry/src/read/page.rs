//! Lists in pages.

/// Which part of a list is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slice {
    /// How many, 1-100; what lies outside is taken as the nearest.
    pub first: u32,
    /// The cursor of the last item of the page before; none for the first page.
    pub after: Option<String>,
}

/// One item with the cursor that the page after it is asked for with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// The item.
    pub item: T,
    /// Opaque to users. It says nothing but what the item says itself.
    pub cursor: String,
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items in order.
    pub items: Vec<Listed<T>>,
    /// Whether there are more that this reader may read.
    pub has_next: bool,
    /// How many there are in all that this reader may read, where that was asked.
    pub total: Option<u32>,
}

/// Most items of a page.
const MOST: u32 = 100;

impl Slice {
    /// A first page.
    pub fn first(first: u32) -> Self {
        Self { first, after: None }
    }

    /// How many items to answer.
    pub(super) fn count(&self) -> usize {
        self.first.clamp(1, MOST) as usize
    }

    /// How many rows to fetch: one more tells whether there is a next page.
    pub(super) fn rows(&self) -> i64 {
        i64::from(self.first.clamp(1, MOST)) + 1
    }
}

impl<T> Page<T> {
    /// No items.
    pub(super) fn empty() -> Self {
        Self { items: Vec::new(), has_next: false, total: None }
    }
}
