package dev.glissade.tune.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glissade.testkit.PostgresServer;
import dev.glissade.tune.Event;
import dev.glissade.tune.Lease;
import dev.glissade.tune.Shift;
import dev.glissade.tune.StudyStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What both databases must do beyond the contract of stores.
class JdbcStoreTest {
  /// The databases.
  enum Database {
    SQLITE,
    POSTGRES
  }

  @TempDir private Path folder;
  private StudyStore store;

  private void open(Database database) {
    store = Stores.open(address(database));
  }

  private static String emptyAddress() throws SQLException {
    assumeTrue(PostgresServer.shared().isPresent(), PostgresServer.ABSENT);
    return PostgresServer.shared().orElseThrow().emptyAddress();
  }

  private String address(Database database) {
    if (database == Database.SQLITE) {
      return "sqlite:" + folder.resolve("study.db");
    }
    assumeTrue(PostgresServer.shared().isPresent(), PostgresServer.ABSENT);
    return PostgresServer.shared().orElseThrow().address();
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
  }

  /// Without what came later.
  private void makeOld(String address) throws SQLException {
    Dialect dialect =
        address.startsWith("sqlite:")
            ? new Sqlite(folder.resolve("study.db"))
            : new Postgres(PostgresAddress.parse(address.substring("postgresql:".length())));
    try (Session session = new Session(dialect.connect())) {
      session.execute("DROP TABLE shift");
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void aStoreFromBeforeGoesOn(Database database) throws SQLException {
    String address = database == Database.SQLITE ? address(database) : emptyAddress();
    Event before = new Event.Reported(0, 1, 0.5);
    try (StudyStore old = Stores.open(address)) {
      assertTrue(old.take("old", 0, "one", Duration.ofMinutes(1)).isPresent());
      assertTrue(old.append("old", List.of(before)));
    }
    makeOld(address);

    store = Stores.open(address);

    assertEquals(List.of(), store.shifts("old"));
    assertEquals(before, store.read("old", 0).getFirst().event());
    Lease lease = store.take("old", 1, "two", Duration.ofMinutes(1)).orElseThrow();
    store.append("old", lease, List.of(new Event.Reported(1, 1, 0.25)));
    assertTrue(store.renew("old", new Lease(0, "one", 1), Duration.ofMinutes(1)));
    assertEquals(List.of("two"), store.shifts("old").stream().map(Shift::worker).toList());
  }

  private static String study(String name, Database database) {
    return name + "-" + database;
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void reportsKeepTheirBits(Database database) {
    open(database);
    String study = study("bits", database);
    double[] values = {
      0.1,
      -0.0,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      1e15,
      9007199254740993.0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Math.PI * 1e-300
    };
    for (int i = 0; i < values.length; i++) {
      assertTrue(store.append(study, List.of(new Event.Reported(Long.MAX_VALUE, i, values[i]))));
    }

    List<StudyStore.Entry> entries = store.read(study, 0);

    for (int i = 0; i < values.length; i++) {
      assertEquals(new Event.Reported(Long.MAX_VALUE, i, values[i]), entries.get(i).event());
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void aReadGoesOverManyPages(Database database) {
    open(database);
    String study = study("pages", database);
    for (int block = 0; block < 25; block++) {
      var events = new ArrayList<Event>();
      for (int i = 0; i < 1000; i++) {
        events.add(new Event.Reported(block, i, i));
      }
      assertTrue(store.append(study, events));
    }

    List<StudyStore.Entry> entries = store.read(study, 0);

    assertEquals(25_000, entries.size());
    assertEquals(new Event.Reported(12, 345, 345), entries.get(12_345).event());
    assertEquals(1, store.read(study, entries.get(24_998).position()).size());
  }
}
