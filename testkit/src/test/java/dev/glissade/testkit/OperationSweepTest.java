package dev.glissade.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.engine.Op;
import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.BinaryFunction;
import dev.glissade.engine.kernels.MatMul;
import dev.glissade.engine.kernels.PlainKernels;
import dev.glissade.engine.kernels.UnaryFunction;
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

  @Test
  void everyPlainKernelAgreesOnLargeSizesWithTheSameBitsForOneAndFourThreads() {
    try (ThreadTeam one = new ThreadTeam(1);
        ThreadTeam four = new ThreadTeam(4)) {
      for (OperationCase it : OperationCases.large()) {
        new OperationSweep(it).checkKernels(PlainKernels.kernels(), four);
        new OperationSweep(it).checkSameBits(PlainKernels.kernels(), one, four);
      }
    }
  }

  @Test
  void everyPlainKernelAgreesAtTheEdgesOfFloat() {
    try (ThreadTeam team = new ThreadTeam(1)) {
      OperationExtremes.check(PlainKernels.kernels(), team);
    }
  }

  @Test
  void plainProductsKeepTheContract() {
    try (ThreadTeam one = new ThreadTeam(1);
        ThreadTeam two = new ThreadTeam(2);
        ThreadTeam four = new ThreadTeam(4)) {
      for (MatMul.Sizes sizes : OperationProducts.sizes()) {
        OperationProducts.check(PlainKernels.kernels(), sizes, List.of(one, two, four));
      }
    }
  }

  @Test
  void anOperationOrFunctionWithoutACaseIsNamed() {
    List<OperationCase> some =
        cases().stream()
            .filter(it -> !(it.op() instanceof Op.Softmax))
            .filter(it -> !it.op().equals(new Op.Unary(UnaryFunction.TANH)))
            .filter(it -> !it.op().equals(new Op.Binary(BinaryFunction.MINIMUM)))
            .toList();

    AssertionError e = assertThrows(AssertionError.class, () -> OperationCases.checkCoverage(some));
    assertEquals(
        "sweep: expected a case for every operation, but got none for [MINIMUM, Softmax, TANH]",
        e.getMessage());
  }
}
