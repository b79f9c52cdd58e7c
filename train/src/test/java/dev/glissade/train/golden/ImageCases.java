package dev.glissade.train.golden;

import dev.glissade.engine.Shape;
import dev.glissade.nn.AdaptiveAveragePool;
import dev.glissade.nn.AveragePool;
import dev.glissade.nn.Conv2d;
import dev.glissade.nn.Embedding;
import dev.glissade.nn.GlobalAveragePool;
import dev.glissade.nn.GlobalMaxPool;
import dev.glissade.nn.Initializer;
import dev.glissade.nn.Layer;
import dev.glissade.nn.MaxPool;
import dev.glissade.nn.Window;
import dev.glissade.nn.Windows;
import java.util.Map;

/// Layers that look at places: convolutions and pooling of images, embeddings of numbers.
final class ImageCases {
  private ImageCases() {}

  static GoldenCase pooling(GoldenFile file, String kind) {
    Settings config = file.config().ignore("kind", "input", "ties");
    Settings options = config.child("config");
    Layer layer =
        switch (kind) {
          case "max pooling" -> new MaxPool(windows(options));
          case "avg pooling" ->
              new AveragePool(windows(options), options.flag("count_include_pad", true));
          case "adaptive-avg pooling" ->
              AdaptiveAveragePool.of(
                  (int) options.element("output_size", 0, 0),
                  (int) options.element("output_size", 1, 0));
          case "global-avg pooling" -> GlobalAveragePool.of();
          case "global-max pooling" -> GlobalMaxPool.of();
          default -> throw new AssertionError("golden %s: unknown pooling".formatted(file));
        };
    config.requireAllRead();
    options.requireAllRead();
    return LayerCases.layer(file, layer, Map.of());
  }

  private static Windows windows(Settings options) {
    return new Windows(window(options, 0), window(options, 1));
  }

  private static Window window(Settings options, int axis) {
    int size = each(options, "kernel_size", axis, 1);
    int padding = each(options, "padding", axis, 0);
    return new Window(
        size,
        each(options, "stride", axis, size),
        each(options, "dilation", axis, 1),
        padding,
        padding,
        options.flag("ceil_mode"));
  }

  /// A number for both axes, or one for each.
  private static int each(Settings options, String key, int axis, int usual) {
    return options.value(key).isArray()
        ? (int) options.element(key, axis, usual)
        : (int) options.number(key, usual);
  }

  static GoldenCase convolution(GoldenFile file) {
    Settings config = file.config().ignore("input");
    boolean isSame = config.text("padding").equals("same");
    Windows windows = new Windows(window(config, 0, isSame), window(config, 1, isSame));
    int units = (int) config.number("out");
    int groups = (int) config.number("groups", 1);
    boolean hasBias = config.flag("bias", true);
    config.requireAllRead();
    Layer layer = new Conv2d(units, windows, groups, hasBias, Initializer.he());
    Shape shape = file.shape("inputs", "x");
    Shape kernel = file.shape("inputs", "weight");
    return NamedCase.of(
        layer,
        (arithmetic, findings) -> {
          var session = new LayerSession(arithmetic, layer, shape);
          session.set("weight", asMatrix(file.numbers("inputs", "weight"), kernel, true));
          if (hasBias) {
            session.set("bias", file.numbers("inputs", "bias"));
          }
          var results = session.train(shape, file.numbers("inputs", "x"), file.numbers("upstream"));
          findings.compare(results.get("output"), "output");
          findings.compare(results.get(LayerSession.GRADIENT), "grad_x");
          double[] gradient = results.get(LayerSession.GRADIENT + "weight");
          findings.compare(asMatrix(gradient, kernel, false), "grad_weight");
          if (hasBias) {
            findings.compare(results.get(LayerSession.GRADIENT + "bias"), "grad_bias");
          }
        });
  }

  private static Window window(Settings config, int axis, boolean isSame) {
    int size = (int) config.element("kernel", axis, 1);
    int stride = (int) config.element("stride", axis, 1);
    int dilation = (int) config.element("dilation", axis, 1);
    int around = dilation * (size - 1);
    int before = isSame ? around / 2 : (int) config.element("padding", axis, 0);
    return new Window(size, stride, dilation, before, isSame ? around - before : before, false);
  }

  /// Torch's `[units, channels, rows, columns]` as our `[rows · columns · channels, units]`, or
  /// ours as torch's.
  private static double[] asMatrix(double[] weight, Shape kernel, boolean isTheirs) {
    int units = kernel.extent(0);
    int channels = kernel.extent(1);
    int places = kernel.size(2, 4);
    double[] turned = new double[weight.length];
    for (int unit = 0; unit < units; unit++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int place = 0; place < places; place++) {
          int theirs = (unit * channels + channel) * places + place;
          int ours = (place * channels + channel) * units + unit;
          turned[isTheirs ? ours : theirs] = weight[isTheirs ? theirs : ours];
        }
      }
    }
    return turned;
  }

  static GoldenCase embedding(GoldenFile file) {
    Settings config = file.config().ignore("indices");
    int rows = (int) config.number("rows");
    int width = (int) config.number("width");
    int padding = (int) config.number("padding_index", -1);
    config.requireAllRead();
    Layer layer = new Embedding(rows, width, padding, Initializer.zeros());
    Shape shape = file.shape("inputs", "indices");
    return NamedCase.of(
        layer,
        (arithmetic, findings) -> {
          var session = new LayerSession(arithmetic, layer, shape);
          session.set("weight", file.numbers("inputs", "weight"));
          var results =
              session.train(shape, file.numbers("inputs", "indices"), file.numbers("upstream"));
          findings.compare(results.get("output"), "output");
          findings.compare(results.get(LayerSession.GRADIENT + "weight"), "grad_weight");
        });
  }
}
