package dev.glissade.tune.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glissade.testkit.PostgresServer;
import dev.glissade.tune.StudyStore;
import dev.glissade.tune.StudyStoreContract;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;

class PostgresStoreTest extends StudyStoreContract {
  @BeforeAll
  static void needsAServer() {
    assumeTrue(PostgresServer.shared().isPresent(), PostgresServer.ABSENT);
  }

  @Override
  protected StudyStore open() throws SQLException {
    return Stores.open(PostgresServer.shared().orElseThrow().emptyAddress());
  }

  @Override
  protected Duration leaseThatEnds() {
    return Duration.ofMillis(100);
  }

  @Override
  protected void pass(StudyStore store, Duration time) throws InterruptedException {
    Thread.sleep(time.plusMillis(20));
  }
}
