/// Symbolic tensors, their derivatives, and the compiled step that runs them over one block of
/// state.
package dev.glissade.engine;
