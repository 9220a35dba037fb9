//! Cases in the forms of files that go in and out: Excel, CSV and JSON.
//!
//! One table of [`columns`] says both ways what a column is: the predecessor's 62 first, by its
//! headings and in its order, then ours. Nothing here asks anybody or decides about cases.

pub mod cell;
pub mod codes;
pub mod columns;
pub mod csv_file;
pub mod exported;
mod html;
pub mod publiccode;
pub mod report;
pub mod rows;
pub mod table;
pub mod workbook;
