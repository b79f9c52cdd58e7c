package dev.glissade.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.PlainKernels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperationSweepTest {
  static List<OperationCase> cases() {
    return OperationCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyDerivativeAgreesWithCentralDifferences(OperationCase it) {
    new OperationSweep(it).checkDerivative();
  }

  @Test
  void everyPlainKernelAgreesWithTheReference() {
    int checked = 0;
    try (ThreadTeam team = new ThreadTeam(2)) {
      for (OperationCase it : cases()) {
        new OperationSweep(it).checkKernels(PlainKernels.kernels(), team);
        checked++;
      }
    }
    assertTrue(checked > 500, "only " + checked + " cases");
  }
}
