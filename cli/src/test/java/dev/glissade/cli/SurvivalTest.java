package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/// Nothing acknowledged is lost: killed processes, damaged checkpoints, full disks.
class SurvivalTest {
  private static final List<String> SETTINGS =
      List.of(
          "digits",
          "--epochs",
          "150",
          "--dropout",
          "0.2",
          "--patience",
          "140",
          "--seed",
          "7",
          "--schedule",
          "inverse-time:0.05",
          "--clip-norm",
          "5");

  @TempDir private static Path reference;

  private static String undisturbed = "";

  @TempDir private Path folder;

  @BeforeAll
  static void trainUndisturbed() throws IOException {
    Path run = reference.resolve("undisturbed");
    Invocation.done(train(run, "3600s").toArray());
    undisturbed = hash(run);
  }

  private Process start(List<String> arguments, Path log) throws IOException {
    return process(List.of(), arguments, log).start();
  }

  private static ProcessBuilder process(List<String> before, List<String> arguments, Path log) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-XX:-UsePerfData",
            "-Dglissade.kernels=" + System.getProperty("glissade.kernels", "auto"),
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            classPath,
            "dev.glissade.cli.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
  }

  private static List<String> train(Path run, String checkpointEvery) {
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(SETTINGS);
    arguments.addAll(
        List.of("--checkpoint-every", checkpointEvery, "--out", run.toString(), "--quiet"));
    return arguments;
  }

  private static List<String> resume(Path run) {
    return List.of("resume", run.toString(), "--quiet");
  }

  private static String hash(Path run) throws IOException {
    String summary = Files.readString(run.resolve("summary.json"));
    return new ObjectMapper().readTree(summary).path("state_sha256").asString();
  }

  private static boolean hasBegun(Path run) {
    return Files.exists(run.resolve("run.yaml"));
  }

  /// The number of the newest checkpoint's step.
  private static long newestStep(Path run) throws IOException {
    List<Path> files = checkpoints(run);
    return files.isEmpty()
        ? 0
        : Long.parseLong(files.getLast().getFileName().toString().replaceAll("\\D", ""));
  }

  private static List<Path> checkpoints(Path run) throws IOException {
    Path checkpoints = run.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files.filter(file -> file.toString().endsWith(".safetensors")).sorted().toList();
    }
  }

  @Test
  void tenKillsAtRandomMomentsLeaveNoTrace() throws IOException, InterruptedException {
    Path run = folder.resolve("killed");
    Path log = folder.resolve("log");
    Random random = new Random(20_251);
    int kills = 0;
    while (kills < 10) {
      long before = newestStep(run);
      Process process = start(hasBegun(run) ? resume(run) : train(run, "7"), log);
      // The moment is drawn in steps, so that a slow machine is not killed before it has begun.
      long until = before + 1 + random.nextInt(150);
      while (process.isAlive() && newestStep(run) < until) {
        Thread.sleep(random.nextInt(5));
      }
      process.destroyForcibly();
      int code = process.waitFor();
      assertNotEquals(0, code, "finished before kill " + kills + ": " + Files.readString(log));
      kills++;
    }

    assertEquals(0, start(resume(run), log).waitFor(), Files.readString(log));
    assertEquals(undisturbed, hash(run));
    long steps =
        Files.readAllLines(run.resolve("metrics.jsonl")).stream()
            .filter(line -> line.contains("\"interval\":\"step\""))
            .map(line -> new ObjectMapper().readTree(line).path("step").asLong())
            .distinct()
            .count();
    long lines =
        Files.readAllLines(run.resolve("metrics.jsonl")).stream()
            .filter(line -> line.contains("\"interval\":\"step\""))
            .count();
    assertEquals(steps, lines, "each step is measured once");
  }

  @Test
  void aSecondProcessIsRefusedWhileTheFirstTrains() throws IOException, InterruptedException {
    Path run = folder.resolve("shared");
    Path log = folder.resolve("log");
    Process first = start(train(run, "7"), log);
    while (first.isAlive() && newestStep(run) < 7) {
      Thread.sleep(2);
    }

    Invocation second = Invocation.of(resume(run).toArray());

    assertEquals(2, second.code(), second.err());
    assertEquals(
        "error: run: expected a folder that nobody else writes, but got %s, where a training is under way — help: wait for it or stop it; `glissade resume` goes on then\n"
            .formatted(run),
        second.err());
    first.destroyForcibly().waitFor();
    String free = Invocation.of("resume", run, "--schedule", "hold").err();
    assertTrue(free.startsWith("error: schedule: expected it together with epochs"), free);
  }

  @Test
  void aFullHeapIsAnErrorThatSaysHowToGetMore() throws IOException, InterruptedException {
    Path run = folder.resolve("large");
    Path log = folder.resolve("log");
    Process process =
        process(
                List.of(),
                List.of("train", "digits", "--hidden", "1000000", "--out", run.toString(), "-q"),
                log)
            .start();

    assertEquals(1, process.waitFor());
    String said = Files.readString(log);
    assertTrue(said.contains("error: memory: expected enough for network and data, but"), said);
    assertTrue(!said.contains("\tat ") && Files.notExists(run), said);
  }

  @Test
  void aRequestToStopWritesACheckpointAndExitsWith130() throws IOException, InterruptedException {
    Path run = folder.resolve("stopped");
    Path log = folder.resolve("log");
    Process process = start(train(run, "7"), log);
    while (process.isAlive() && newestStep(run) < 100) {
      Thread.sleep(2);
    }
    process.destroy();

    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(130, process.exitValue(), Files.readString(log));
    String summary = Files.readString(run.resolve("summary.json"));
    assertTrue(summary.contains("\"status\":\"interrupted\""), summary);
    assertTrue(
        Files.readString(log).contains("interrupted; continue with: glissade resume " + run),
        Files.readString(log));
    Invocation.done(resume(run).toArray());
    assertEquals(undisturbed, hash(run));
  }

  @Test
  void aDamagedCheckpointIsNamedAndTheOneBeforeIsUsed() throws IOException {
    for (String damage : List.of("flipped", "truncated")) {
      Path run = folder.resolve(damage);
      Invocation.done("train", "digits", "--epochs", "4", "--out", run, "--quiet");
      String expected = hash(run);
      Path newest = checkpoints(run).getLast();
      damage(newest, damage);

      Invocation resumed = Invocation.done("resume", run, "--quiet");

      assertTrue(resumed.err().startsWith("warning: " + newest + ": expected "), resumed.err());
      assertTrue(resumed.err().contains("trying the checkpoint before it"), resumed.err());
      assertEquals(expected, hash(run));
    }
  }

  private static void damage(Path file, String how) throws IOException {
    try (var content = new RandomAccessFile(file.toFile(), "rw")) {
      if (how.equals("truncated")) {
        content.setLength(content.length() - 100);
      } else {
        content.seek(content.length() / 2);
        int old = content.read();
        content.seek(content.length() / 2);
        content.write(old ^ 1);
      }
    }
  }

  @Test
  void whereNoCheckpointCanBeReadTheNewestIsNamed() throws IOException {
    Path run = folder.resolve("run");
    Invocation.done("train", "digits", "--epochs", "4", "--out", run, "--quiet");
    String before = Files.readString(run.resolve("summary.json"));
    for (Path file : checkpoints(run)) {
      damage(file, "flipped");
    }

    Invocation resumed = Invocation.of("resume", run, "--quiet");

    assertEquals(2, resumed.code());
    String last = resumed.err().lines().toList().getLast();
    assertTrue(last.startsWith("error: " + checkpoints(run).getLast() + ": expected the checksum"));
    assertEquals(before, Files.readString(run.resolve("summary.json")));
  }

  @Test
  void aCheckpointOfAnotherModelIsRefused() throws IOException {
    Path small = folder.resolve("small");
    Path large = folder.resolve("large");
    Invocation.done("train", "iris", "--epochs", "2", "--hidden", "4", "--out", small, "-q");
    Invocation.done("train", "iris", "--epochs", "2", "--hidden", "8", "--out", large, "-q");
    for (Path file : checkpoints(small)) {
      Path other = large.resolve("checkpoints").resolve(file.getFileName());
      Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
    }

    Invocation resumed = Invocation.of("resume", small, "--quiet");

    assertEquals(2, resumed.code());
    assertTrue(
        resumed.err().strip().endsWith("— help: this is a checkpoint of another model"),
        resumed.err());
  }

  @Test
  void dataThatChangedSinceAreRefused() throws IOException {
    Path data = folder.resolve("data.csv");
    String rows = "1,2,x\n2,1,y\n3,5,x\n4,4,y\n".repeat(10);
    Files.writeString(data, "a,b,class\n" + rows);
    Path run = folder.resolve("run");
    Invocation.done("train", data, "--epochs", "2", "--out", run, "-q");
    Files.writeString(data, "a,b,class\n" + rows.replaceFirst("1,2,x", "1,3,x"));

    Invocation resumed = Invocation.of("resume", run, "-q");

    assertEquals(2, resumed.code());
    assertTrue(resumed.err().contains("the data have changed since"), resumed.err());
  }

  /// A limit on the size of files stands for a full disk: both make writing fail half-way.
  @Test
  void aFullDiskIsAnErrorAndTheCheckpointBeforeIsKept() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped, because there is no /bin/sh");
    Path run = folder.resolve("full");
    Path log = folder.resolve("log");
    List<String> limited = List.of("/bin/sh", "-c", "ulimit -f 200; exec \"$@\"", "limited");
    Invocation.done("train", "digits", "--epochs", "4", "--out", run, "-q");
    List<Path> kept = checkpoints(run);
    List<String> wider =
        List.of("resume", run.toString(), "--epochs", "400", "--schedule", "hold", "-q");

    int code = process(limited, wider, log).start().waitFor();

    String said = Files.readString(log, StandardCharsets.UTF_8);
    assertEquals(1, code, said);
    assertTrue(said.contains("error: ") && said.contains("expected to write"), said);
    assertTrue(!said.contains("\tat "), said);
    assertTrue(newestStep(run) >= 92 && !kept.isEmpty(), said);
    try (Stream<Path> files = Files.walk(run)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".part")));
    }
    Invocation.done("resume", run, "-q");
    assertEquals(400 * 23, clockSteps(run));
  }

  private static long clockSteps(Path run) throws IOException {
    String summary = Files.readString(run.resolve("summary.json"));
    return new ObjectMapper().readTree(summary).path("steps").asLong();
  }
}
