package dev.glissade.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Convolutions, pooling, attention and embeddings: gradients by central differences, and what the
/// textbook says of simple cases.
class ImageLayersTest {
  private static final Shape IMAGES = Shape.of(2, 4, 7, 6);

  static Stream<Layer> layers() {
    Window odd = new Window(3, 2, 2, 2, 1, false);
    Windows uneven = new Windows(odd, new Window(2, 3, 1, 0, 1, true));
    return Stream.of(
        Conv2d.of(3, 3),
        Conv2d.of(6, 2).withoutBias(),
        new Conv2d(6, uneven, 2, true, Initializer.he()),
        MaxPool.of(2),
        MaxPool.of(3, 2, 1),
        new MaxPool(uneven),
        AveragePool.of(3),
        new AveragePool(uneven, false),
        AdaptiveAveragePool.of(3, 4),
        GlobalAveragePool.of(),
        GlobalMaxPool.of(),
        GroupNorm.of(2),
        Sequential.of(
            Conv2d.of(4, 3), BatchNorm.of(), Relu.of(), MaxPool.of(2), Flatten.of(), Dense.of(3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void gradientsAgreeWithCentralDifferences(Layer layer) {
    Traced traced = Traced.of(layer, IMAGES, Mode.TRAINING);

    traced.check(layer.toString(), List.copyOf(traced.variables.keySet()));
  }

  static Stream<Layer> attention() {
    return Stream.of(
        MultiHeadAttention.of(1), MultiHeadAttention.of(3), MultiHeadAttention.of(2).causal());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attention")
  void gradientsOfAttentionAgreeWithCentralDifferences(Layer layer) {
    Traced traced = Traced.of(layer, Shape.of(2, 4, 6), Mode.TRAINING);

    traced.check(layer.toString(), List.copyOf(traced.variables.keySet()));
  }

  @Test
  void aCausalPlaceDoesNotSeeLaterOnes() {
    Traced traced = Traced.of(MultiHeadAttention.of(2).causal(), Shape.of(1, 5, 4), Mode.TRAINING);
    double[] before = traced.evaluate();
    double[] x = traced.values.get("x");
    Arrays.fill(x, 12, 20, 3);
    double[] after = traced.evaluate();

    assertArrayEquals(Arrays.copyOf(before, 12), Arrays.copyOf(after, 12));
  }

  @Test
  void aKernelOfOneIsADenseLayerOfTheChannels() {
    Traced images = Traced.of(Conv2d.of(3, 1), Shape.of(2, 4, 1, 1), Mode.TRAINING);
    Traced rows = Traced.of(Dense.of(3), Shape.of(2, 4), Mode.TRAINING);

    assertArrayEquals(rows.evaluate(), images.evaluate(), 1e-12);
  }

  @Test
  void aKernelMovesOverTheImage() {
    Layer layer = new Conv2d(1, Windows.square(Window.of(2, 1, 0)), 1, false, Initializer.zeros());
    Traced traced = Traced.of(layer, Shape.of(1, 1, 2, 3), Mode.TRAINING);
    traced.values.put("x", new double[] {1, 2, 3, 4, 5, 6});
    traced.values.put("weight", new double[] {1, 10, 100, 1000});

    assertArrayEquals(new double[] {1 + 20 + 400 + 5000, 2 + 30 + 500 + 6000}, traced.evaluate());
  }

  @Test
  void theFirstOfEqualMaximaGetsTheGradient() {
    Traced traced = Traced.of(MaxPool.of(2), Shape.of(1, 1, 2, 2), Mode.TRAINING);
    traced.values.put("x", new double[] {1, 5, 5, 5});

    assertArrayEquals(new float[] {0, 1, 0, 0}, traced.gradient("x"));
  }

  @Test
  void rowsThatOccurTwiceLearnTwiceAndPaddingNothing() {
    Layer layer = new Embedding(4, 2, 0, Initializer.zeros());
    Traced traced = Traced.of(layer, Shape.of(2, 3), Mode.TRAINING);
    traced.values.put("x", new double[] {3, 0, 3, 1, 7, 3});
    double[] w = traced.values.get("weight");

    assertArrayEquals(
        new double[] {w[6], w[7], w[0], w[1], w[6], w[7], w[2], w[3], 0, 0, w[6], w[7]},
        traced.evaluate());
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 3, 3}, traced.gradient("weight"));
  }

  @Test
  void mistakesAreNamed() {
    assertComplaint(
        "conv2d: expected [batch, channels, height, width], but got [2, 4]",
        () -> Traced.of(Conv2d.of(1, 1), Shape.of(2, 4), Mode.TRAINING));
    assertComplaint(
        "window: expected an extent of at least 3, but got 2",
        () -> Traced.of(MaxPool.of(3), Shape.of(1, 1, 2, 2), Mode.TRAINING));
    assertComplaint(
        "multiHeadAttention: expected [batch, places, a multiple of 4] for both, but got [2, 3, 6]"
            + " and [2, 3, 6]",
        () -> Traced.of(MultiHeadAttention.of(4), Shape.of(2, 3, 6), Mode.TRAINING));
    assertMistake(
        "Conv2d: expected positive units that the groups divide, but got units=3, groups=2",
        () -> new Conv2d(3, Windows.square(Window.of(1, 1, 0)), 2, true, Initializer.he()));
    assertMistake(
        "window: expected positive size, stride and dilation and no negative padding, but got"
            + " size=0, stride=1, dilation=1, padding=0, 0",
        () -> Window.of(0, 1, 0));
    assertMistake(
        "Embedding: expected positive rows and width and a padding below rows, but got rows=0,"
            + " width=2, padding=-1",
        () -> Embedding.of(0, 2));
    assertMistake(
        "MultiHeadAttention: heads must be positive, but got heads=0",
        () -> MultiHeadAttention.of(0));
  }

  private static void assertComplaint(String message, Executable body) {
    assertEquals(message, assertThrows(ShapeException.class, body).getMessage());
  }

  private static void assertMistake(String message, Executable body) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, body).getMessage());
  }
}
