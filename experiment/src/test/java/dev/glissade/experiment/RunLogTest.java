package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.optim.Clock;
import dev.glissade.train.Metrics;
import dev.glissade.train.TrainEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RunLogTest {
  @TempDir private Path path;

  private RunFolder folder;
  private RunLog log;

  @BeforeEach
  void begin() {
    folder = new RunFolder(path);
    log = new RunLog(folder);
  }

  private static TrainEvent step(long step, double seconds) {
    return new TrainEvent.StepFinished(clock(step), seconds, 1.0 / step, 0.1);
  }

  private static TrainEvent epoch(long step, double seconds, Metrics validation) {
    return new TrainEvent.EpochFinished(clock(step), seconds, 0.5, Optional.of(validation), 0.1);
  }

  private static Clock clock(long step) {
    return new Clock(step, step / 2, step % 2, step, 2, 5);
  }

  private List<Long> steps() {
    return RunLog.lines(folder.metrics()).stream().map(line -> line.path("step").asLong()).toList();
  }

  @Test
  void stepsAreKeptBackUntilTheEpochEnds() {
    log.accept(step(1, 0.1));
    assertTrue(Files.notExists(folder.metrics()));

    log.accept(step(2, 0.2));
    log.accept(epoch(2, 0.2, new Metrics.Regression(0.25, 2, 1, 0.5)));

    List<JsonNode> lines = RunLog.lines(folder.metrics());
    assertEquals(4, lines.size());
    assertEquals(
        "{\"step\":1,\"epoch\":0,\"seconds\":0.1,\"interval\":\"step\",\"split\":\"train\","
            + "\"loss\":1.0,\"learning_rate\":0.1}",
        lines.getFirst().toString());
    assertEquals(
        "{\"step\":2,\"epoch\":1,\"seconds\":0.2,\"interval\":\"epoch\",\"split\":\"validation\","
            + "\"loss\":0.25,\"rmse\":2.0,\"mae\":1.0,\"r2\":0.5,\"learning_rate\":0.1}",
        lines.getLast().toString());
  }

  @Test
  void numbersThatAreNotFiniteAreLeftOut() throws IOException {
    log.accept(epoch(2, 1, new Metrics.Regression(Double.NaN, Double.POSITIVE_INFINITY, 1, 0)));

    String text = Files.readString(folder.metrics());
    assertTrue(!text.contains("NaN") && !text.contains("Infinity"), text);
    assertTrue(!RunLog.lines(folder.metrics()).getLast().has("rmse"));
  }

  @Test
  void whatComesAfterTheCheckpointIsDropped() {
    for (long step = 1; step <= 6; step++) {
      log.accept(step(step, step / 10.0));
    }
    log.accept(epoch(6, 0.6, new Metrics.Regression(1, 1, 1, 1)));
    RunLog resumed = new RunLog(folder);

    resumed.truncateAfter(4);
    resumed.accept(step(5, 0.25));
    resumed.accept(epoch(5, 0.25, new Metrics.Regression(1, 1, 1, 1)));

    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 5L, 5L), steps());
    assertEquals(0.4, resumed.secondsBefore());
    assertEquals(0.65, RunLog.lines(folder.metrics()).getLast().path("seconds").asDouble());
  }

  @Test
  void aLineThatWasCutShortIsDroppedAndNothingIsAppendedToIt() throws IOException {
    String whole = "{\"step\":1,\"seconds\":0.5}";
    Files.writeString(folder.metrics(), whole + "\n{\"step\":2,\"sec");
    Files.writeString(folder.events(), "{\"event\":\"started\"}\n{\"event\":\"check");

    log.truncateAfter(1);
    log.event("resumed", Map.of("step", 1));

    assertEquals(whole + "\n", Files.readString(folder.metrics()));
    assertEquals(
        "{\"event\":\"started\"}\n{\"event\":\"resumed\",\"step\":1}\n",
        Files.readString(folder.events()));
  }

  @Test
  void aLineThatLostItsEndOnlyIsKept() throws IOException {
    Files.writeString(folder.events(), "{\"event\":\"started\"}");

    log.truncateAfter(0);
    log.event("resumed", Map.of());

    assertEquals(
        "{\"event\":\"started\"}\n{\"event\":\"resumed\"}\n", Files.readString(folder.events()));
  }

  @Test
  void damagedBytesDoNotKeepARunFromGoingOn() throws IOException {
    byte[] damaged = "\0\0\0\n17\n\n[1]\n\"text\"\n{\"step\":1}\n".getBytes(StandardCharsets.UTF_8);
    damaged[1] = (byte) 0xff;
    Files.write(folder.metrics(), damaged);

    log.truncateAfter(3);

    assertEquals("{\"step\":1}\n", Files.readString(folder.metrics()));
  }
}
