package dev.glissade.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void broadcastingIsNumPys() {
    assertEquals(Shape.of(5, 7), Shape.broadcast("add", Shape.of(5, 1), Shape.of(7)));
    assertEquals(Shape.of(3, 5, 7), Shape.broadcast("add", Shape.of(3, 1, 7), Shape.of(5, 1)));
    assertEquals(Shape.of(2), Shape.broadcast("add", Shape.SCALAR, Shape.of(2)));
    assertEquals(Shape.of(0, 3), Shape.broadcast("add", Shape.of(1, 3), Shape.of(0, 1)));
    assertTrue(Shape.of(5, 1).broadcastsTo(Shape.of(3, 5, 7)));
    assertTrue(Shape.SCALAR.broadcastsTo(Shape.of(0)));
    assertFalse(Shape.of(1, 1).broadcastsTo(Shape.of(5)));
    assertFalse(Shape.of(3).broadcastsTo(Shape.of(1)));
  }

  @Test
  void aSizeIsTheProductOfExtents() {
    assertEquals(1, Shape.SCALAR.size());
    assertEquals(0, Shape.of(3, 0, 2).size());
    assertEquals(42, Shape.of(2, 3, 7).size());
    assertEquals(21, Shape.of(2, 3, 7).size(1, 3));
    assertEquals(1, Shape.of(2, 3, 7).size(1, 1));
  }

  @Test
  void axesComeAndGo() {
    Shape shape = Shape.of(2, 3, 7);

    assertEquals(7, shape.extent(-1));
    assertEquals(Shape.of(2, 7), shape.without(1));
    assertEquals(Shape.of(2, 3, 1), shape.with(-1, 1));
    assertEquals(Shape.of(9, 2, 3, 7), shape.prepend(9));
    assertEquals(Shape.of(3, 7), shape.tail());
    assertEquals("[2, 3, 7]", shape.toString());
    assertEquals("[]", Shape.SCALAR.toString());
  }

  @Test
  void extentsThatCannotBeAreRefused() {
    Exception negative = assertThrows(ShapeException.class, () -> Shape.of(2, -1));
    assertEquals("shape: expected extents of at least 0, but got [2, -1]", negative.getMessage());
    Exception large = assertThrows(ShapeException.class, () -> Shape.of(65_536, 32_768));
    assertEquals(
        "shape: expected at most 2147483647 elements, but got [65536, 32768]", large.getMessage());
  }
}
