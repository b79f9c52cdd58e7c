package dev.glissade.cli;

import dev.glissade.experiment.ResumeProof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// `glissade verify-resume RUN`
@Command(
    name = "verify-resume",
    description = {
      "Proves that a run continues to the same bits: takes its steps once undisturbed, and again",
      "in processes that are killed and resumed, half-way and at random moments, and compares",
      "weights, slots, averages, streams and data position after every step."
    },
    sortOptions = false,
    footer = {"", "The run itself is not touched. Exit code 1 if anything differs."})
final class VerifyResumeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "run folder, or settings such as run.yaml")
  private Path run = Path.of("");

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "steps to take; the whole plan if it is short, otherwise 2.5 epochs")
  private Optional<Long> steps = Optional.empty();

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "kills at random moments, after the one half-way; 3 if not given")
  private int kills = 3;

  @Option(names = "--seed", paramLabel = "N", description = "of the random moments")
  private long seed;

  @Option(names = "--worker", hidden = true)
  private Optional<Path> worker = Optional.empty();

  @Option(names = "--halt-at", hidden = true)
  private long haltAt = -1;

  @Mixin private OutputOptions output = new OutputOptions();

  VerifyResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (worker.isPresent()) {
      terminal.out().println(ResumeWorker.take(run, worker.get(), steps.orElseThrow(), haltAt));
      return Failures.DONE;
    }
    if (steps.orElse(2L) < 2 || kills < 0) {
      throw new IllegalArgumentException(
          "verify-resume: expected at least 2 steps and 0 kills, but got %d and %d"
              .formatted(steps.orElse(2L), kills));
    }
    Path work = workFolder();
    try {
      return verify(work);
    } finally {
      ResumeProof.remove(work);
    }
  }

  private static Path workFolder() {
    try {
      return Files.createTempDirectory("glissade-verify");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "verify-resume: expected a temporary folder, but got: " + e, e);
    }
  }

  /// A training that was killed, and after which steps.
  private record Attempt(
      String name, List<Long> kills, Optional<ResumeProof.Difference> difference) {}

  private int verify(Path work) {
    OptionalLong wanted = steps.isPresent() ? OptionalLong.of(steps.get()) : OptionalLong.empty();
    ResumeProof proof = ResumeProof.begin(run, wanted, work);
    say(
        "undisturbed: %d steps, %d tensors and numbers after each, result %.12s…",
        proof.steps(), proof.compared(), proof.hash());
    Random random = new Random(seed);
    List<Attempt> attempts = new ArrayList<>();
    Attempt half = attempt(proof, work.resolve("half-way"), new ArrayList<>());
    attempts.add(half);
    say("killed after step %s, resumed: %s", half.kills().getFirst(), result(half));
    if (kills > 0) {
      Attempt moments = attempt(proof, work.resolve("moments"), random);
      attempts.add(moments);
      say(
          "killed at random moments, after steps %s, resumed: %s",
          moments.kills(), result(moments));
    }
    boolean isExact = attempts.stream().allMatch(each -> each.difference().isEmpty());
    if (output.isJson()) {
      terminal.out().println(json(proof, attempts));
    } else {
      terminal.out().println(isExact ? "exact: every bit is the same" : "different");
    }
    return isExact ? Failures.DONE : Failures.FAILED;
  }

  private Attempt attempt(ResumeProof proof, Path folder, List<Long> killed) {
    ResumeWorker process = new ResumeWorker(proof, folder);
    process.start(proof.steps() / 2).untilItsEnd();
    killed.add(ResumeProof.lastStep(folder));
    String hash = process.start(-1).result();
    return new Attempt("half-way", killed, proof.difference(folder, hash));
  }

  private Attempt attempt(ResumeProof proof, Path folder, Random random) {
    List<Long> killed = new ArrayList<>();
    ResumeWorker process = new ResumeWorker(proof, folder);
    for (int i = 1; i <= kills; i++) {
      long from = proof.steps() * (i - 1) / kills;
      long moment = from + random.nextLong(Math.max(1, proof.steps() / kills));
      process.start(-1).killAfter(moment, random.nextInt(5));
      killed.add(ResumeProof.lastStep(folder));
    }
    String hash = process.start(-1).result();
    return new Attempt("random-moments", killed, proof.difference(folder, hash));
  }

  private static String result(Attempt attempt) {
    return attempt
        .difference()
        .map(
            first ->
                first.step() < 0
                    ? "another result %.12s…".formatted(first.got())
                    : "after step %d, '%s' is %s instead of %s"
                        .formatted(first.step(), first.name(), first.got(), first.expected()))
        .orElse("the same");
  }

  private void say(String pattern, Object... values) {
    if (!output.isQuiet()) {
      terminal.err().println(String.format(Locale.ROOT, pattern, values));
    }
  }

  private static ObjectNode json(ResumeProof proof, List<Attempt> attempts) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    boolean isExact = attempts.stream().allMatch(each -> each.difference().isEmpty());
    json.put("status", isExact ? "exact" : "different").put("steps", proof.steps());
    json.put("compared", proof.compared()).put("state_sha256", proof.hash());
    var all = json.putArray("attempts");
    for (Attempt attempt : attempts) {
      ObjectNode one = all.addObject().put("kind", attempt.name());
      var moments = one.putArray("killed_after_steps");
      attempt.kills().forEach(moments::add);
      attempt
          .difference()
          .ifPresent(
              first ->
                  one.putObject("first_difference")
                      .put("step", first.step())
                      .put("name", first.name())
                      .put("expected", first.expected())
                      .put("got", first.got()));
    }
    return json;
  }
}
