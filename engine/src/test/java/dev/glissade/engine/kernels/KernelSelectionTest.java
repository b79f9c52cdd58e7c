package dev.glissade.engine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class KernelSelectionTest {
  @Test
  void plainKernelsNeedNoProvider() {
    KernelSelection plain = KernelSelection.choose("plain");

    assertEquals("plain", plain.kernels().name());
    assertEquals("plain Java loops", plain.description());
  }

  @Test
  void withoutAProviderTheChoiceIsPlain() {
    assertEquals("plain", KernelSelection.choose("auto").kernels().name());
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> KernelSelection.choose("cuda"));
    assertEquals("kernels: expected one of [auto, plain], but got 'cuda'", e.getMessage());
  }
}
