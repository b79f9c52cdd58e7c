package dev.glissade.tune.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glissade.testkit.PostgresServer;
import dev.glissade.tune.Decision;
import dev.glissade.tune.Event;
import dev.glissade.tune.MemoryStore;
import dev.glissade.tune.RunOptions;
import dev.glissade.tune.Study;
import dev.glissade.tune.StudyProcess;
import dev.glissade.tune.StudyState;
import dev.glissade.tune.StudyStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing acknowledged is lost, nothing is counted twice, and nobody sees a difference: processes
/// that are killed with `kill -9`, full disks.
///
/// `-Dglissade.kills=50` kills so many processes for each database; 2 without it.
class KillTest {
  private static final int KILLS = Integer.getInteger("glissade.kills", 2);

  @TempDir private Path folder;
  private Workers workers = new Workers("", "", Path.of(""));

  @AfterEach
  void killAll() {
    workers.kill();
  }

  /// What the study comes to if nobody disturbs it, and in the memory.
  private String undisturbed(String name) {
    try (Study study = StudyProcess.open(new MemoryStore(), name)) {
      var blobs = new Blobs(folder.resolve("undisturbed"));
      study.run(
          trial -> StudyProcess.evaluate(trial, blobs, 0, _ -> {}), new RunOptions().withJobs(1));
      return study.eventsHash();
    }
  }

  private record Setting(int processes, int jobs) {}

  private static final List<Setting> SETTINGS =
      List.of(new Setting(1, 2), new Setting(2, 1), new Setting(1, 4), new Setting(1, 1));

  @Test
  void killsLeaveNoTraceInSqlite() throws Exception {
    killAgainAndAgain("sqlite:" + folder.resolve("study.db"));
  }

  @Test
  void killsLeaveNoTraceInPostgres() throws Exception {
    assumeTrue(PostgresServer.shared().isPresent(), PostgresServer.ABSENT);
    killAgainAndAgain(PostgresServer.shared().orElseThrow().emptyAddress());
  }

  /// One study after the other, each killed up to eight times, until all kills are done.
  private void killAgainAndAgain(String address) throws Exception {
    var random = new Random(5);
    int kills = 0;
    for (int number = 0; kills < KILLS; number++) {
      String name = "study" + number;
      Setting setting = SETTINGS.get(number % SETTINGS.size());
      workers = new Workers(address, name, folder);
      int atMost = Math.min(KILLS - kills, Math.max(1, Math.min(8, KILLS / SETTINGS.size())));
      kills += kill(setting, atMost, random);
      check(address, name);
    }
  }

  /// Lets processes work until the study is done, and kills some.
  private int kill(Setting setting, int atMost, Random random) throws Exception {
    int kills = 0;
    while (true) {
      while (workers.alive().size() < setting.processes()) {
        workers.start(setting.jobs());
      }
      Process victim = workers.alive().get(random.nextInt(setting.processes()));
      if (kills < atMost) {
        awaitNews(victim);
        Thread.sleep(random.nextInt(150));
        if (!victim.isAlive()) {
          return finished(victim, kills);
        }
        victim.destroyForcibly().waitFor();
        kills++;
      } else {
        victim.waitFor();
        return finished(victim, kills);
      }
    }
  }

  private int finished(Process process, int kills) throws Exception {
    assertEquals(0, process.exitValue(), workers.complaints());
    for (Process each : workers.alive()) {
      assertEquals(0, each.waitFor(), workers.complaints());
    }
    return kills;
  }

  /// So that each process gets something done before it is killed.
  private void awaitNews(Process process) throws Exception {
    long before = workers.size();
    while (workers.size() == before && process.isAlive()) {
      Thread.sleep(5);
    }
  }

  private void check(String address, String name) throws IOException {
    try (StudyStore store = Stores.open(address)) {
      List<Event> events = store.read(name, 0).stream().map(StudyStore.Entry::event).toList();
      assertEquals(undisturbed(name), StudyState.of(events).eventsHash());
      Set<String> keys = new HashSet<>();
      events.forEach(it -> it.key().ifPresent(key -> assertTrue(keys.add(key), key)));
      Set<String> stored = told(events);
      List<String> said = workers.said();
      assertTrue(said.size() > 10, said::toString);
      said.forEach(line -> assertTrue(stored.contains(line), line));
      var blobs = new Blobs(folder.resolve("checkpoints"));
      try (Study study = StudyProcess.open(store, name)) {
        Set<String> needed = study.discard(1);
        needed.forEach(blobs::get);
        assertTrue(needed.size() < stored.size() / 2, needed.size() + " of " + stored.size());
      }
    }
  }

  /// The stored events in the words of the processes.
  private static Set<String> told(List<Event> events) {
    Map<Long, String> works = new HashMap<>();
    Set<String> lines = new HashSet<>();
    for (Event each : events) {
      switch (each) {
        case Event.Assigned it -> {
          int repeat = it.decision() instanceof Decision.Repeat again ? again.seed() : 0;
          works.put(it.work(), it.trial() + " " + repeat);
        }
        case Event.Reported(long work, long step, double value) ->
            lines.add("reported " + works.get(work) + " " + step + " " + value);
        case Event.Ended it ->
            lines.add("ended " + it.work() + " " + it.state() + " " + it.values());
        default -> {}
      }
    }
    return lines;
  }

  @Test
  void aFullDiskStopsTheStudyAndLosesNothing() throws Exception {
    String address = "sqlite:" + folder.resolve("study.db");
    workers = new Workers(address, "full", folder);
    // No file may be larger than 2 MB, a little more than the driver's own library.
    List<String> limited = List.of("bash", "-c", "ulimit -f 2048; exec \"$@\"", "limited");

    Process full = workers.start(limited, List.of(), 2);

    assertEquals(3, full.waitFor(), workers.complaints());
    assertEquals(
        address + " cannot be read or written — help: is the disk full or gone?\n",
        workers.complaints());
    assertEquals(0, workers.start(2).waitFor(), workers.complaints());
    check(address, "full");
  }
}
