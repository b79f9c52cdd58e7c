package dev.glissade.tune.store;

import dev.glissade.tune.StoreException;
import dev.glissade.tune.StudyStore;
import java.nio.file.Path;
import java.util.List;

/// Opens stores by their address.
///
/// | address | store |
/// | --- | --- |
/// | `sqlite:FILE`, `jdbc:sqlite:FILE` | a file, made where it is missing; for one machine |
/// | `postgresql://user:password@host:port/database` | a server, for many machines |
/// | `jdbc:postgresql://host:port/database?user=…&password=…` | the same |
///
/// Port 5432 and the user's name as database are left out. What else is in the query, such as
/// `sslmode=require`, goes to the driver. Characters that a URL cannot have are written as `%40`.
/// Messages never show user or password.
public final class Stores {
  private static final List<String> SQLITE = List.of("jdbc:sqlite:", "sqlite:");
  private static final List<String> POSTGRES =
      List.of("jdbc:postgresql:", "postgresql:", "postgres:");

  private Stores() {}

  /// The store at an address.
  ///
  /// @throws IllegalArgumentException if it is no address of a store
  /// @throws StoreException if there is no store and none can be made
  public static StudyStore open(String address) {
    for (String prefix : SQLITE) {
      if (address.startsWith(prefix)) {
        return sqlite(address.substring(prefix.length()));
      }
    }
    for (String prefix : POSTGRES) {
      if (address.startsWith(prefix)) {
        return JdbcStore.open(
            new Postgres(PostgresAddress.parse(address.substring(prefix.length()))));
      }
    }
    // The address may have a password in it, so only its beginning is shown.
    throw new IllegalArgumentException(
        "storage: expected sqlite:FILE or postgresql://user:password@host/database, but got "
            + address.replaceFirst("[:/].*", "")
            + "…");
  }

  /// The store in a SQLite file.
  ///
  /// @throws StoreException if there is no store and none can be made
  public static StudyStore sqlite(Path file) {
    return sqlite(file.toString());
  }

  private static StudyStore sqlite(String file) {
    if (file.isEmpty() || file.contains("?") || file.contains(":memory:")) {
      throw new IllegalArgumentException(
          "storage: expected the name of a file without ?, but got sqlite:" + file);
    }
    return JdbcStore.open(new Sqlite(Path.of(file)));
  }
}
