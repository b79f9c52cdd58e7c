package dev.glissade.engine.kernels;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/// The choice of kernels, made once at start: the first usable provider, or the one that
/// `-Dglissade.kernels=NAME` names. Where plain kernels have to do, the description says why.
public record KernelSelection(Kernels kernels, String description) {
  private static final String PROPERTY = "glissade.kernels";
  private static final System.Logger LOG = System.getLogger("dev.glissade.engine");
  private static final String PLAIN = "plain Java loops";

  private static final class Holder {
    static final KernelSelection CHOSEN = choose(System.getProperty(PROPERTY, "auto"));
  }

  /// The choice for this JVM.
  ///
  /// @throws IllegalArgumentException if the property names a provider that is unknown or not
  ///     usable here
  public static KernelSelection current() {
    return Holder.CHOSEN;
  }

  /// The choice that `name` (`auto`, `plain`, or a provider's name) stands for.
  public static KernelSelection choose(String name) {
    List<KernelProvider> providers = new ArrayList<>();
    ServiceLoader.load(KernelProvider.class, KernelSelection.class.getClassLoader())
        .forEach(providers::add);
    if (name.equals("plain")) {
      return new KernelSelection(PlainKernels.kernels(), PLAIN);
    }
    var known = new TreeSet<>(List.of("auto", "plain"));
    StringBuilder refused = new StringBuilder();
    for (KernelProvider provider : providers) {
      known.add(provider.name());
      if (name.equals(provider.name()) && !provider.isUsable()) {
        throw new IllegalArgumentException(
            "kernels: expected a provider that this machine can run, but got '%s' (%s) — help: use -D%s=plain"
                .formatted(name, provider.description(), PROPERTY));
      }
      if (provider.isUsable() && (name.equals("auto") || name.equals(provider.name()))) {
        return new KernelSelection(provider.kernels(), provider.description());
      }
      refused.append("; ").append(provider.description());
    }
    if (!name.equals("auto")) {
      throw new IllegalArgumentException(
          "kernels: expected one of " + known + ", but got '" + name + "'");
    }
    if (!refused.isEmpty()) {
      LOG.log(WARNING, PLAIN + refused);
    }
    return new KernelSelection(PlainKernels.kernels(), PLAIN + refused);
  }
}
