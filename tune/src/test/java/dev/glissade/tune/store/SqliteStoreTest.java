package dev.glissade.tune.store;

import dev.glissade.tune.StudyStore;
import dev.glissade.tune.StudyStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StudyStoreContract {
  @TempDir private Path folder;

  @Override
  protected StudyStore open() {
    return Stores.open("sqlite:" + folder.resolve("study.db"));
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
