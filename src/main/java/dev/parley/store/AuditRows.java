package dev.parley.store;

import dev.parley.conversation.AuditEntry;
import java.sql.SQLException;

/** The audit log, as the writer uses it; a part of its {@link Database}. */
public interface AuditRows {
    /** Adds an entry under the next number. */
    void insert(AuditEntry entry) throws SQLException;
}
