package dev.parley.store.sqlite;

import dev.parley.store.WriteFailures;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite calls its errors. */
final class SqliteKinds {
    private SqliteKinds() {}

    static WriteFailures.Kind of(SQLException failure) {
        if (failure instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            return new WriteFailures.Kind(code.name(), code == SQLiteErrorCode.SQLITE_TOOBIG);
        }
        return new WriteFailures.Kind(failure.getClass().getSimpleName(), false);
    }
}
