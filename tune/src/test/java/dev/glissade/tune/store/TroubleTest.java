package dev.glissade.tune.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glissade.testkit.PostgresServer;
import dev.glissade.tune.Event;
import dev.glissade.tune.MemoryStore;
import dev.glissade.tune.RunOptions;
import dev.glissade.tune.StoreException;
import dev.glissade.tune.Study;
import dev.glissade.tune.StudyProcess;
import dev.glissade.tune.StudyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Databases that are gone, locked, damaged, foreign or of another version.
class TroubleTest {
  private static final Event EVENT = new Event.Reported(0, 1, 0.5);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("study.db");
  }

  private void change(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private String refusal(String address) {
    return assertThrows(StoreException.class, () -> Stores.open(address).close()).getMessage();
  }

  private static String hash(StudyStore store, Path checkpoints, CountDownLatch reported) {
    try (Study study = StudyProcess.open(store, "trouble")) {
      var blobs = new Blobs(checkpoints);
      study.run(
          trial -> StudyProcess.evaluate(trial, blobs, 2, _ -> reported.countDown()),
          new RunOptions().withJobs(2));
      return study.eventsHash();
    }
  }

  private String undisturbed() {
    return hash(new MemoryStore(), folder.resolve("other"), new CountDownLatch(0));
  }

  @Test
  void aStudyWaitsForADatabaseThatIsGone() throws Exception {
    assumeTrue(PostgresServer.shared().isPresent(), PostgresServer.ABSENT);
    PostgresServer server = PostgresServer.shared().orElseThrow();
    try (StudyStore store = Stores.open(server.emptyAddress())) {
      var reported = new CountDownLatch(20);
      Thread outage =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      reported.await();
                      server.stop();
                      Thread.sleep(1500);
                      server.start();
                    } catch (InterruptedException _) {
                      Thread.currentThread().interrupt();
                    }
                  });

      assertEquals(undisturbed(), hash(store, folder, reported));

      outage.join();
    }
  }

  @Test
  void aStudyWaitsForADatabaseThatIsLocked() throws Exception {
    try (StudyStore store = Stores.open("sqlite:" + file());
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      var reported = new CountDownLatch(20);
      Thread holder =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      reported.await();
                      statement.execute("BEGIN IMMEDIATE");
                      Thread.sleep(500);
                      statement.execute("COMMIT");
                    } catch (SQLException | InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });

      assertEquals(undisturbed(), hash(store, folder, reported));

      holder.join();
    }
  }

  @Test
  void whoCannotWaitLongerIsTold() throws SQLException {
    assumeTrue(PostgresServer.shared().isPresent(), PostgresServer.ABSENT);
    PostgresServer server = PostgresServer.shared().orElseThrow();
    String full = server.emptyAddress();
    var address = PostgresAddress.parse(full.substring("postgresql:".length()));
    try (StudyStore store = JdbcStore.open(new Postgres(address), Duration.ofMillis(300))) {
      assertTrue(store.append("a", List.of(EVENT)));
      server.stop();
      try {
        var gone = assertThrows(StoreException.class, () -> store.append("a", List.of(EVENT)));

        assertTrue(gone.getMessage().startsWith(address.toString()), gone::getMessage);
        assertTrue(gone.getMessage().endsWith("is the server running?"), gone::getMessage);
        assertEquals(gone.getMessage(), refusal(full));
      } finally {
        server.start();
      }
      assertFalse(store.append("a", List.of(EVENT)));
      assertEquals(1, store.read("a", 0).size());
    }
  }

  @Test
  void messagesDoNotShowThePassword() {
    assumeTrue(PostgresServer.shared().isPresent(), PostgresServer.ABSENT);
    String address = PostgresServer.shared().orElseThrow().address();

    String refused = refusal(address.replace("p%40ss", "s3cret"));
    String absent = refusal(address.replaceAll("/postgres$", "/absent"));

    assertTrue(refused.endsWith("/postgres refused user or password — help: look at them"));
    assertTrue(absent.endsWith("/absent does not exist — help: make it with createdb"));
    for (String each : List.of(refused, absent)) {
      assertFalse(each.contains("s3cret") || each.contains("p@ss") || each.contains("tester"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://me:s3cret@host/db",
        "postgresql://me:s3cret@host",
        "postgresql://me:s3cret@",
        "postgresql://me:s3 cret@host/db",
        "postgresql://host/db?s3cret",
        "s3cret",
        "sqlite:",
        "sqlite::memory:",
        "sqlite:a?b"
      })
  void whatIsNoAddressIsRefused(String address) {
    var wrong = assertThrows(IllegalArgumentException.class, () -> Stores.open(address));

    assertTrue(wrong.getMessage().startsWith("storage: expected "), wrong::getMessage);
    assertTrue(
        address.equals("s3cret") || !wrong.getMessage().contains("s3cret"), wrong::getMessage);
  }

  @Test
  void credentialsAreReadFromBothForms() {
    var first = PostgresAddress.parse("//me:p%40ss+%2F@host:1/db?sslmode=require");
    var second = PostgresAddress.parse("//host:1/db?user=me&password=p%40ss+%2F&sslmode=require");

    assertEquals("postgresql://host:1/db", first.toString());
    assertEquals("p@ss+/", first.secrets().getProperty("password"));
    assertEquals(first, second);
  }

  @Test
  void aFolderThatIsMissingIsNamed() {
    assertEquals(
        "sqlite:" + folder + "/absent/study.db cannot be opened — help: make the folder first",
        refusal("sqlite:" + folder + "/absent/study.db"));
  }

  @Test
  void aFileOfAnotherKindIsLeftAlone() throws IOException {
    Files.writeString(file(), "something else entirely, and longer than a header of SQLite");

    assertEquals(
        "sqlite:" + file() + " is not a database of SQLite — help: choose another file",
        refusal("sqlite:" + file()));
  }

  @Test
  void aDatabaseOfOptunaIsLeftAlone() throws SQLException {
    change("CREATE TABLE trial_intermediate_values (a)");

    assertTrue(refusal("sqlite:" + file()).contains("but got a database of Optuna — help: import"));
  }

  @Test
  void tablesOfANewerVersionAreRefused() throws SQLException {
    Stores.open("sqlite:" + file()).close();
    change("UPDATE glissade_schema SET version = 2");

    assertEquals(
        "sqlite:"
            + file()
            + ": expected tables of version 1, but got version 2 — help: use the release of"
            + " Glissade that wrote them, or a newer one",
        refusal("sqlite:" + file()));
  }

  @Test
  void aDamagedEventIsNamed() throws SQLException {
    try (StudyStore store = Stores.open("sqlite:" + file())) {
      store.append("a", List.of(EVENT, new Event.Tested(0, "accuracy", 0.5)));
      change("UPDATE event SET body = '{' WHERE position = 2");

      var damaged = assertThrows(StoreException.class, () -> store.read("a", 0));

      assertEquals(
          "sqlite:"
              + file()
              + " is damaged at position 2 of study a: json: expected one value, but got {",
          damaged.getMessage());
    }
  }

  @Test
  void damagedPagesAreToldOf() throws IOException {
    try (StudyStore store = Stores.open("sqlite:" + file())) {
      for (int i = 0; i < 500; i++) {
        store.append("a", List.of(new Event.Tested(i, "m".repeat(100) + i, i)));
        store.append("a", List.of(new Event.Saved(i, i, "h".repeat(100))));
      }
    }
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, 4096 * 4, bytes.length, (byte) 0x55);
    Files.write(file(), bytes);

    var damaged =
        assertThrows(
            StoreException.class,
            () -> {
              try (StudyStore store = Stores.open("sqlite:" + file())) {
                store.read("a", 0);
              }
            });

    assertEquals(
        "sqlite:" + file() + " is damaged — help: `sqlite3 FILE .recover` saves what is readable",
        damaged.getMessage());
  }

  @Test
  void aClosedStoreSaysSo() {
    StudyStore store = Stores.open("sqlite:" + file());
    store.close();

    assertThrows(IllegalStateException.class, store::studies);
  }
}
