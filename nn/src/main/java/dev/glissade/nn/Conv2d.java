package dev.glissade.nn;

import dev.glissade.engine.Op;
import dev.glissade.engine.Shape;
import dev.glissade.engine.ShapeException;
import dev.glissade.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/// A convolution of images, in truth a cross-correlation (LeCun et al. 1989): `y = windows(x) · W +
/// b`, `x [batch, channels, height, width] -> y [batch, units, rows, columns]`.
///
/// `W` is `[kernel rows · kernel columns · channels / groups, units]`, its rows in this order, so
/// that first values, norms and optimisers see the matrix that it is; PyTorch's `Conv2d` has
/// `[units, channels / groups, rows, columns]`. In groups, each run of `units / groups` units sees
/// its own run of channels. The windows are gathered into a matrix, so memory grows with the size
/// of the kernel.
public record Conv2d(
    int units, Windows windows, int groups, boolean hasBias, Initializer initializer)
    implements Layer {
  /// Checks units and groups.
  public Conv2d {
    if (units < 1 || groups < 1 || units % groups != 0) {
      throw new IllegalArgumentException(
          "Conv2d: expected positive units that the groups divide, but got units=%d, groups=%d"
              .formatted(units, groups));
    }
  }

  /// A square kernel of odd size with the padding that keeps height and width.
  public static Conv2d of(int units, int size) {
    Window window = new Window(size, 1, 1, (size - 1) / 2, size / 2, false);
    return new Conv2d(units, Windows.square(window), 1, true, Initializer.he());
  }

  /// The same layer without a bias.
  public Conv2d withoutBias() {
    return new Conv2d(units, windows, groups, false, initializer);
  }

  @Override
  public Layer beforeNormalization() {
    return withoutBias();
  }

  @Override
  public Tensor apply(Tensor x, Scope scope) {
    Windows.checkImages("conv2d", x);
    int channels = x.shape().extent(1);
    if (channels % groups != 0) {
      throw new ShapeException(
          "conv2d: expected a multiple of %d channels, but got %s".formatted(groups, x.shape()));
    }
    int rows = windows.vertical().count(x.shape().extent(2));
    int columns = windows.horizontal().count(x.shape().extent(3));
    int places = windows.vertical().size() * windows.horizontal().size();
    Shape weightShape = Shape.of(places * channels / groups, units);
    Tensor weight = scope.parameter("weight", weightShape, Role.WEIGHT, initializer);
    List<Tensor> elements = windows.elements(x.transpose(0, 2, 3, 1), 1, 0);
    List<Tensor> parts = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      parts.add(product(elements, weight, group));
    }
    Tensor y = parts.size() == 1 ? parts.getFirst() : joined(1, parts);
    if (hasBias) {
      Shape biasShape = Shape.of(units);
      y = y.plus(scope.parameter("bias", biasShape, Role.BIAS, Initializer.zeros()));
    }
    int batch = x.shape().extent(0);
    return y.reshape(Shape.of(batch, rows, columns, units)).transpose(0, 3, 1, 2);
  }

  /// Windows of the group's channels as rows of a matrix, times the group's part of the weight.
  private Tensor product(List<Tensor> elements, Tensor weight, int group) {
    int channels = elements.getFirst().shape().extent(3) / groups;
    int from = group * channels;
    List<Tensor> own =
        groups == 1
            ? elements
            : elements.stream().map(each -> each.slice(3, from, from + channels)).toList();
    Tensor windowRows = joined(3, own);
    int width = windowRows.shape().extent(3);
    Tensor matrix = windowRows.reshape(Shape.of(windowRows.shape().size() / width, width));
    int size = units / groups;
    return matrix.matMul(groups == 1 ? weight : weight.slice(1, group * size, (group + 1) * size));
  }

  private static Tensor joined(int axis, List<Tensor> parts) {
    return parts.getFirst().graph().add(new Op.Concatenate(axis), parts.toArray(Tensor[]::new));
  }
}
