//! Libraries of an older program, for tests of what happens to them.

use std::path::Path;

/// Takes from a closed library what came after the first schema.
pub fn as_the_first_schema_had(library: &Path) {
    let db = rusqlite::Connection::open(library.join("library.db")).expect("a library");
    db.execute_batch(
        "DROP INDEX document_trashed; DROP INDEX link_node; DROP INDEX link_step; DROP TABLE search_due;
         DROP TABLE preset;
         PRAGMA user_version = 1; PRAGMA wal_checkpoint(TRUNCATE);",
    )
    .expect("a library of the present schema");
}
