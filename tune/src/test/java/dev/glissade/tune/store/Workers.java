package dev.glissade.tune.store;

import dev.glissade.tune.StudyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Processes that work at one study, and what they have said.
final class Workers {
  private final String address;
  private final String study;
  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private int begun;

  Workers(String address, String study, Path folder) {
    this.address = address;
    this.study = study;
    this.folder = folder;
  }

  /// Begins one more.
  ///
  /// @param before what stands before the command, such as a shell that limits it
  /// @param options of the Java virtual machine
  Process start(List<String> before, List<String> options, int jobs) throws IOException {
    begun++;
    var command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:-UsePerfData"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classes, StudyProcess.class.getName()));
    String checkpoints = folder.resolve("checkpoints").toString();
    command.addAll(List.of(address, study, checkpoints, Integer.toString(jobs)));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output(begun).toFile())
            .redirectError(errors(begun).toFile())
            .start();
    processes.add(process);
    return process;
  }

  /// Begins one more.
  Process start(int jobs) throws IOException {
    return start(List.of(), List.of(), jobs);
  }

  private Path output(int number) {
    return folder.resolve(study + "-" + number + ".out");
  }

  private Path errors(int number) {
    return folder.resolve(study + "-" + number + ".err");
  }

  /// How much all have said.
  long size() throws IOException {
    long size = 0;
    for (int i = 1; i <= begun; i++) {
      size += Files.size(output(i));
    }
    return size;
  }

  /// The lines that all have said; the last one of a killed process may be cut off.
  List<String> said() throws IOException {
    var lines = new ArrayList<String>();
    for (int i = 1; i <= begun; i++) {
      String text = Files.readString(output(i));
      text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(lines::add);
    }
    return lines;
  }

  /// What all have complained of.
  String complaints() throws IOException {
    var all = new StringBuilder();
    for (int i = 1; i <= begun; i++) {
      all.append(Files.readString(errors(i)));
    }
    return all.toString();
  }

  /// Those that have not ended.
  List<Process> alive() {
    return processes.stream().filter(Process::isAlive).toList();
  }

  /// Ends all.
  void kill() {
    try (Stream<Process> all = processes.stream()) {
      all.forEach(Process::destroyForcibly);
    }
  }
}
