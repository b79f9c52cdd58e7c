package dev.glissade.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glissade.engine.ThreadTeam;
import dev.glissade.engine.kernels.KernelSelection;
import dev.glissade.engine.kernels.Kernels;
import dev.glissade.engine.kernels.MatMul;
import dev.glissade.testkit.OperationCase;
import dev.glissade.testkit.OperationCases;
import dev.glissade.testkit.OperationExtremes;
import dev.glissade.testkit.OperationProducts;
import dev.glissade.testkit.OperationSweep;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The vector kernels keep the contract of all kernels, also on machines where they are not the
/// first choice.
class VectorKernelsTest {
  private static final Kernels KERNELS = new VectorKernelProvider().kernels(0);

  @Test
  void everyKernelAgreesWithTheReference() {
    int checked = 0;
    try (ThreadTeam team = new ThreadTeam(2)) {
      for (OperationCase it : OperationCases.all()) {
        new OperationSweep(it).checkKernels(KERNELS, team);
        checked++;
      }
    }
    assertTrue(checked > 500, "only " + checked + " cases");
  }

  @Test
  void everyKernelAgreesOnLargeSizesWithTheSameBitsForOneAndFourThreads() {
    try (ThreadTeam one = new ThreadTeam(1);
        ThreadTeam four = new ThreadTeam(4)) {
      for (OperationCase it : OperationCases.large()) {
        new OperationSweep(it).checkKernels(KERNELS, four);
        new OperationSweep(it).checkSameBits(KERNELS, one, four);
      }
    }
  }

  @Test
  void everyKernelAgreesAtTheEdgesOfFloat() {
    try (ThreadTeam team = new ThreadTeam(1)) {
      OperationExtremes.check(KERNELS, team);
    }
  }

  @Test
  void productsKeepTheContract() {
    try (ThreadTeam one = new ThreadTeam(1);
        ThreadTeam two = new ThreadTeam(2);
        ThreadTeam four = new ThreadTeam(4)) {
      for (MatMul.Sizes sizes : OperationProducts.sizes()) {
        OperationProducts.check(KERNELS, sizes, List.of(one, two, four));
      }
    }
  }

  @Test
  void theyAreFoundAndChosenWhereTheyCanRun() {
    assumeTrue(new VectorKernelProvider().isUsable());

    KernelSelection chosen = KernelSelection.choose("auto");
    assertEquals("vector", chosen.kernels().name());
    assertEquals("Vector API, " + Lanes.LENGTH + " floats at a time", chosen.description());
    assertEquals("vector", KernelSelection.choose("vector").kernels().name());
    assertEquals("plain", KernelSelection.choose("plain").kernels().name());
  }
}
