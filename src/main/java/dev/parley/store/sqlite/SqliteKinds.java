package dev.parley.store.sqlite;

import dev.parley.store.Troubles;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite calls its errors. */
final class SqliteKinds {
    private SqliteKinds() {}

    static Troubles.Kind of(SQLException failure) {
        if (failure instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            return new Troubles.Kind(code.name(), code == SQLiteErrorCode.SQLITE_TOOBIG);
        }
        return new Troubles.Kind(failure.getClass().getSimpleName(), false);
    }
}
