//! What an organisation says of itself, so that others can be compared with it.

use serde::{Deserialize, Serialize};

/// Bands of inhabitants, as the predecessor has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum InhabitantBand {
    Below30000,
    Below45000,
    Below60000,
    Below100000,
    From100000,
}

/// Bands of employees, as the predecessor has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
#[allow(missing_docs)]
pub enum EmployeeBand {
    Below1500,
    Below3000,
    Below5000,
    Below10000,
    From10000,
}

impl InhabitantBand {
    /// The band that so many inhabitants are in.
    pub fn of(inhabitants: u32) -> Self {
        match inhabitants {
            0..30_000 => Self::Below30000,
            30_000..45_000 => Self::Below45000,
            45_000..60_000 => Self::Below60000,
            60_000..100_000 => Self::Below100000,
            100_000.. => Self::From100000,
        }
    }
}

impl EmployeeBand {
    /// The band that so many employees are in.
    pub fn of(employees: u32) -> Self {
        match employees {
            0..1_500 => Self::Below1500,
            1_500..3_000 => Self::Below3000,
            3_000..5_000 => Self::Below5000,
            5_000..10_000 => Self::Below10000,
            10_000.. => Self::From10000,
        }
    }
}

/// What an organisation says of itself, revised as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "graphql", derive(async_graphql::InputObject))]
#[cfg_attr(feature = "graphql", graphql(input_name = "OrganisationProfileInput"))]
pub struct OrganisationProfile {
    /// Technologies that it uses, by name.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub technologies: Vec<String>,
    /// IT systems that it uses, by name.
    #[cfg_attr(feature = "graphql", graphql(default))]
    pub systems: Vec<String>,
    /// Number of inhabitants.
    pub inhabitants: Option<u32>,
    /// Number of employees.
    pub employees: Option<u32>,
    /// The band that its inhabitants are in, where no number is stated.
    pub inhabitant_band: Option<InhabitantBand>,
    /// The band that its employees are in, where no number is stated.
    pub employee_band: Option<EmployeeBand>,
}

impl OrganisationProfile {
    /// The band of its inhabitants, by the number where that is stated.
    pub fn inhabitants_in(&self) -> Option<InhabitantBand> {
        self.inhabitants.map(InhabitantBand::of).or(self.inhabitant_band)
    }

    /// The band of its employees, by the number where that is stated.
    pub fn employees_in(&self) -> Option<EmployeeBand> {
        self.employees.map(EmployeeBand::of).or(self.employee_band)
    }
}

#[cfg(test)]
mod tests {
    use super::{EmployeeBand, InhabitantBand, OrganisationProfile};

    #[test]
    fn a_number_says_the_band_and_else_the_band_itself() {
        let stated = |inhabitants, employees| OrganisationProfile {
            inhabitants,
            employees,
            inhabitant_band: Some(InhabitantBand::Below30000),
            employee_band: Some(EmployeeBand::From10000),
            ..OrganisationProfile::default()
        };
        let by_number = stated(Some(44_999), Some(10_000));
        assert_eq!(by_number.inhabitants_in(), Some(InhabitantBand::Below45000));
        assert_eq!(by_number.employees_in(), Some(EmployeeBand::From10000));
        let by_band = stated(None, None);
        assert_eq!(by_band.inhabitants_in(), Some(InhabitantBand::Below30000));
        assert_eq!(InhabitantBand::of(100_000), InhabitantBand::From100000);
        assert_eq!(EmployeeBand::of(1_499), EmployeeBand::Below1500);
    }
}
