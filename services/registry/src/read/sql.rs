//! A statement in the making: text and values side by side, so that no value is ever text.

use std::fmt::Write as _;

use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

use super::ReadError;

/// A statement with its values, for either store: both understand `$1`.
#[derive(Debug, Default)]
pub(super) struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// A statement that begins with this text.
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// Adds text of the program; never of a user.
    pub fn push(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds a value.
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        // Writing to a text cannot fail.
        let _ = write!(self.text, "${}", self.values.len());
        self
    }

    /// Adds values with commas between.
    pub fn list<V: Into<Value>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        for (number, value) in values.into_iter().enumerate() {
            if number > 0 {
                self.text.push_str(", ");
            }
            self = self.bind(value);
        }
        self
    }

    /// Adds `expression IN (values)`; what is in no list is nowhere, so no values are false.
    pub fn among<V: Into<Value>>(
        self,
        expression: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() {
            return self.push("1 = 0");
        }
        self.push(expression).push(" IN (").list(values).push(")")
    }

    /// The statement between two texts of the program.
    pub fn within(mut self, before: &str, after: &str) -> Self {
        self.text.insert_str(0, before);
        self.push(after)
    }

    /// Text and values, in order.
    pub fn parts(&self) -> (&str, &[Value]) {
        (&self.text, &self.values)
    }

    /// Runs it for its effect.
    pub async fn run<C: ConnectionTrait>(self, connection: &C) -> Result<(), ReadError> {
        let statement = self.statement(connection);
        connection.execute_raw(statement).await?;
        Ok(())
    }

    /// All its rows.
    pub async fn all<C: ConnectionTrait>(
        self,
        connection: &C,
    ) -> Result<Vec<QueryResult>, ReadError> {
        let statement = self.statement(connection);
        Ok(connection.query_all_raw(statement).await?)
    }

    /// Its first row.
    pub async fn one<C: ConnectionTrait>(
        self,
        connection: &C,
    ) -> Result<Option<QueryResult>, ReadError> {
        let statement = self.statement(connection);
        Ok(connection.query_one_raw(statement).await?)
    }

    fn statement<C: ConnectionTrait>(self, connection: &C) -> Statement {
        Statement::from_sql_and_values(connection.get_database_backend(), self.text, self.values)
    }
}
