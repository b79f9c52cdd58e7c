package dev.glissade.cli;

import dev.glissade.experiment.ResumeProof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A process of its own that takes the steps of a proof, and can be killed.
final class ResumeWorker {
  private static final long PACE_MILLIS = 2000;
  private static final int HALTED = 137;

  private final ResumeProof proof;
  private final Path folder;
  private @Nullable Process process;

  ResumeWorker(ResumeProof proof, Path folder) {
    this.proof = proof;
    this.folder = folder;
  }

  /// What the process does: steps slowly enough that a kill can meet it anywhere, and ends as if
  /// killed after the step `haltAt`.
  static String take(Path settings, Path folder, long steps, long haltAt) {
    long pause = Math.min(20, PACE_MILLIS / steps);
    return ResumeProof.take(
        settings,
        folder,
        steps,
        step -> {
          if (step == haltAt) {
            Runtime.getRuntime().halt(HALTED);
          }
          sleep(pause);
        });
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Path log() {
    return folder.resolveSibling(folder.getFileName() + ".log");
  }

  private Path errors() {
    return folder.resolveSibling(folder.getFileName() + ".errors");
  }

  /// Starts or goes on, in a new process that ends after `haltAt`; -1 for not before the end.
  ResumeWorker start(long haltAt) {
    List<String> command = new ArrayList<>(java());
    command.addAll(List.of("verify-resume", proof.settings().toString()));
    command.addAll(List.of("--worker", folder.toString(), "--steps", proof.steps() + ""));
    command.addAll(List.of("--halt-at", haltAt + ""));
    try {
      process =
          new ProcessBuilder(command)
              .redirectOutput(log().toFile())
              .redirectError(errors().toFile())
              .start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("verify-resume: expected a process, but got: " + e, e);
    }
  }

  /// This program again: as modules or on a class path, as it runs now.
  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx" + (Runtime.getRuntime().maxMemory() >> 20) + "m");
    command.add("-Dglissade.kernels=" + System.getProperty("glissade.kernels", "auto"));
    String modules = System.getProperty("jdk.module.path", "");
    if (ResumeWorker.class.getModule().isNamed() && !modules.isEmpty()) {
      command.addAll(List.of("-p", modules, "-m", "dev.glissade.cli/" + Main.class.getName()));
    } else {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    }
    return command;
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("worker: expected a process, but got none");
    }
    return process;
  }

  /// Waits until it halts; gives its exit code.
  int untilItsEnd() {
    try {
      return running().waitFor();
    } catch (InterruptedException e) {
      running().destroyForcibly();
      throw new IllegalStateException("worker: expected its end, but got interrupted", e);
    }
  }

  /// Kills it (SIGKILL) a few milliseconds after the step is on its trail.
  void killAfter(long step, int millis) {
    while (running().isAlive() && ResumeProof.lastStep(folder) < step) {
      sleep(3);
    }
    sleep(millis);
    running().destroyForcibly();
    untilItsEnd();
  }

  /// The hash that it prints when all steps are taken.
  String result() {
    int code = untilItsEnd();
    try {
      if (code != Failures.DONE) {
        throw new IllegalArgumentException(
            "verify-resume: expected the resumed training to end well, but got exit code %d: %s"
                .formatted(code, Files.readString(errors(), StandardCharsets.UTF_8).strip()));
      }
      return Files.readString(log(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("verify-resume: expected to read " + log(), e);
    }
  }
}
