package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.nn.ApproximateGelu;
import dev.glissade.nn.Celu;
import dev.glissade.nn.Elu;
import dev.glissade.nn.Gelu;
import dev.glissade.nn.HardSigmoid;
import dev.glissade.nn.HardSwish;
import dev.glissade.nn.HardTanh;
import dev.glissade.nn.Layer;
import dev.glissade.nn.LeakyRelu;
import dev.glissade.nn.LogSigmoid;
import dev.glissade.nn.Mish;
import dev.glissade.nn.PRelu;
import dev.glissade.nn.Relu;
import dev.glissade.nn.Relu6;
import dev.glissade.nn.Selu;
import dev.glissade.nn.Sigmoid;
import dev.glissade.nn.Silu;
import dev.glissade.nn.Softplus;
import dev.glissade.nn.Softsign;
import dev.glissade.nn.Tanh;
import dev.glissade.nn.TanhShrink;
import java.util.List;

/// Activations by the names that settings use.
public final class Activations {
  private static final List<String> NAMES =
      List.of(
          "relu",
          "leaky-relu",
          "elu",
          "selu",
          "gelu",
          "gelu-tanh",
          "silu",
          "mish",
          "softplus",
          "tanh",
          "sigmoid",
          "prelu",
          "celu",
          "relu6",
          "hard-sigmoid",
          "hard-swish",
          "hard-tanh",
          "softsign",
          "log-sigmoid",
          "tanh-shrink");

  private Activations() {}

  /// All names.
  public static List<String> names() {
    return NAMES;
  }

  /// The layer of this name.
  ///
  /// @throws IllegalArgumentException naming the nearest if there is none
  public static Layer named(String name) {
    return switch (name) {
      case "relu" -> Relu.of();
      case "leaky-relu" -> LeakyRelu.of();
      case "elu" -> Elu.of();
      case "selu" -> Selu.of();
      case "gelu" -> Gelu.of();
      case "gelu-tanh" -> new ApproximateGelu();
      case "silu" -> Silu.of();
      case "mish" -> Mish.of();
      case "softplus" -> Softplus.of();
      case "tanh" -> Tanh.of();
      case "sigmoid" -> Sigmoid.of();
      case "prelu" -> PRelu.of();
      case "celu" -> Celu.of();
      case "relu6" -> Relu6.of();
      case "hard-sigmoid" -> HardSigmoid.of();
      case "hard-swish" -> HardSwish.of();
      case "hard-tanh" -> HardTanh.of();
      case "softsign" -> Softsign.of();
      case "log-sigmoid" -> LogSigmoid.of();
      case "tanh-shrink" -> TanhShrink.of();
      default -> throw Names.unknown("activation", "activations", name, NAMES);
    };
  }
}
