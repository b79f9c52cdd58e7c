package dev.glissade.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `glissade doctor`
@Command(
    name = "doctor",
    description = "Checks this machine: JDK, processor, memory, kernels and their speed, folders.",
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private OutputOptions output = new OutputOptions();

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Examination.Finding> findings = Examination.all();
    if (output.isJson()) {
      terminal.out().println(Examination.json(findings));
    } else {
      findings.forEach(this::print);
    }
    boolean isWell = findings.stream().allMatch(Examination.Finding::isGood);
    return isWell ? Failures.DONE : Failures.FAILED;
  }

  private void print(Examination.Finding finding) {
    String mark = finding.isGood() ? "ok " : "BAD";
    terminal.out().printf("%s  %-10s %s%n", mark, finding.name(), finding.text());
    finding.help().ifPresent(help -> terminal.out().printf("%16s→ %s%n", "", help));
  }
}
