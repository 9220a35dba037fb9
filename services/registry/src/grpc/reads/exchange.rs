//! Imports, and what they did to cases.

use case::access::Principal;
use proto::registry::v1 as pb;
use tonic::Status;

use super::{at_least, fault, items, json, slice};
use crate::read::Reader;

/// A page of imports, the newest first.
pub async fn imports(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListImportsRequest,
) -> Result<pb::ListImportsReply, Status> {
    at_least(reader, request.at_least).await?;
    let slice = slice(request.first, request.after);
    let page = reader.imports(principal, &slice).await.map_err(|error| fault(&error))?;
    let has_next_page = page.has_next;
    Ok(pb::ListImportsReply { imports_json: json(&items(&page))?, has_next_page })
}

/// A page of the cases that an import made or changed.
pub async fn imported_cases(
    reader: &Reader,
    principal: &Principal,
    request: pb::ListImportedCasesRequest,
) -> Result<pb::ListImportedCasesReply, Status> {
    at_least(reader, request.at_least).await?;
    let Ok(import) = request.import_id.parse() else {
        let cases_json = json(&[(); 0])?;
        return Ok(pb::ListImportedCasesReply { cases_json, has_next_page: false });
    };
    let slice = slice(request.first, request.after);
    let page = reader.imported_cases(principal, import, &slice).await;
    let page = page.map_err(|error| fault(&error))?;
    let has_next_page = page.has_next;
    Ok(pb::ListImportedCasesReply { cases_json: json(&items(&page))?, has_next_page })
}
