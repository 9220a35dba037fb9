//! What every worker of the web server shares.

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use platform::Shutdown;
use platform::clock::Clock;
use platform::health::Health;
use tokio::sync::Semaphore;

use crate::engine::Engine;
use crate::limit::Limiter;
use crate::origin::Site;
use crate::settings::Settings;
use crate::visit::Services;

/// What every worker of the web server shares.
pub struct Gateway {
    /// As they were given.
    pub settings: Settings,
    /// How browsers know us.
    pub site: Site,
    /// Runs GraphQL.
    pub engine: Engine,
    /// Identity, the registry and what is known of them.
    pub services: Services,
    /// Counts requests.
    pub limiter: Limiter,
    /// Room for workbooks under way.
    pub workbooks: Arc<Semaphore>,
    /// Room for files that are sent.
    pub uploads: Semaphore,
    /// Asks the services how they are.
    pub health: Health,
    /// Renders metrics.
    pub metrics: PrometheusHandle,
    /// Tells the time of cookies.
    pub clock: Clock,
    /// Ends streams.
    pub shutdown: Shutdown,
}
