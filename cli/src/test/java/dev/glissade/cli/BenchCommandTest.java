package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class BenchCommandTest {
  private static final Object[] SHORT = {
    "bench", "--warm-up", "0", "--block", "0.000001", "--repeats", "2", "--threads", "1"
  };

  @TempDir private Path folder;

  private static Object[] shortly(Object... more) {
    Object[] all = java.util.Arrays.copyOf(SHORT, SHORT.length + more.length);
    System.arraycopy(more, 0, all, SHORT.length, more.length);
    return all;
  }

  @Test
  void eachWorkloadIsOneLineOfJson() {
    Invocation invocation = Invocation.done(shortly("gemm/64x64", "mlp-tiny"));

    List<JsonNode> lines =
        invocation.out().lines().map(line -> new ObjectMapper().readTree(line)).toList();
    assertEquals(
        List.of("gemm/64x64", "step/mlp-tiny"),
        lines.stream().map(line -> line.get("workload").asString()).toList());
    assertEquals("glissade", lines.getFirst().get("peer").asString());
    assertEquals(2, lines.getFirst().get("repeats").asInt());
    assertEquals(1, lines.getFirst().get("threads").asInt());
  }

  @Test
  void aFileOfWorkloadsIsUsedInsteadOfTheBuiltInOne() throws IOException {
    Path file = folder.resolve("own.json");
    Files.writeString(
        file,
        """
        {"workloads": [{"name": "gemm/own", "kind": "gemm", "m": 5, "k": 6, "n": 7}]}
        """);

    assertEquals(
        "gemm/own",
        Invocation.done(shortly("--workloads", file, "own")).json().get("workload").asString());
  }

  @Test
  void copiesSideBySideHaveALineEach() {
    Invocation invocation = Invocation.done(shortly("--beside", "2", "mlp-tiny"));

    assertEquals(2, invocation.out().lines().count());
    assertTrue(
        invocation.out().lines().allMatch(line -> line.contains("step/mlp-tiny")),
        invocation.out());
  }

  @Test
  void measurementsOfSeveralFrameworksBecomeAPicture() throws IOException {
    Path lines = folder.resolve("lines.jsonl");
    String line =
        """
        {"peer":"%s","workload":"%s","threads":2,"unit":"%s","value":%s}
        """;
    Files.writeString(
        lines,
        line.formatted("glissade", "step/a", "us", 10)
            + line.formatted("other", "step/a", "us", 20)
            + line.formatted("other", "step/a", "us", 40)
            + line.formatted("glissade", "gemm/b", "GFLOP/s", 100)
            + line.formatted("other", "gemm/b", "GFLOP/s", 50));

    String svg = Invocation.done("bench", "--picture", lines).out();

    assertTrue(svg.startsWith("<svg") && svg.endsWith("</svg>\n"), svg);
    assertTrue(svg.contains("<title>other, step/a on 2: 3.00</title>"), svg);
    assertTrue(svg.contains("<title>other, gemm/b on 2: 2.00</title>"), svg);
  }

  @Test
  void aPictureOfNothingIsRefused() throws IOException {
    Path lines = folder.resolve("lines.jsonl");
    Files.writeString(lines, "not JSON");

    Invocation invocation = Invocation.of("bench", "--picture", lines);

    assertEquals(2, invocation.code());
    assertTrue(invocation.err().contains("expected a file with lines of JSON"), invocation.err());
  }

  @Test
  void aWrongNameIsRefusedWithTheNearest() {
    Invocation invocation = Invocation.of("bench", "mlp-tinny");

    assertEquals(2, invocation.code());
    assertEquals("", invocation.out());
    assertTrue(
        invocation.err().endsWith("but got 'mlp-tinny' — help: did you mean 'mlp-tiny'?\n"),
        invocation.err());
  }

  @Test
  void aConvolutionalNetworkIsRefusedBecauseThatDoesNotExistYet() {
    Invocation invocation = Invocation.of("bench", "convnet");

    assertEquals(2, invocation.code());
    assertEquals(
        "error: step/convnet: expected a workload that can be run, but got one that needs layers of"
            + " the kinds [conv, flatten, maxpool] — help: this does not exist yet\n",
        invocation.err());
  }

  @Test
  void amongManyWhatDoesNotExistYetIsLeftOut() throws IOException {
    Path file = folder.resolve("own.json");
    Files.writeString(
        file,
        """
        {"workloads": [
          {"name": "a/one", "kind": "gemm", "m": 5, "k": 6, "n": 7},
          {"name": "a/two", "kind": "sort"}]}
        """);

    Invocation invocation = Invocation.done(shortly("--workloads", file, "a/"));

    assertEquals("a/one", invocation.json().get("workload").asString());
    assertEquals("skipped: a/two needs workloads of the kind 'sort'\n", invocation.err());
  }

  @Test
  void aProfileIsATable() {
    Invocation invocation = Invocation.done(shortly("--profile", "mlp-tiny"));

    List<String> lines = invocation.out().lines().toList();
    assertTrue(lines.getFirst().startsWith("step/mlp-tiny: "), invocation.out());
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("0.dense") && line.contains("matMul")),
        invocation.out());
    assertTrue(lines.getLast().contains("100%"), invocation.out());
  }
}
