/// Layers, initialisers, losses and models.
package dev.glissade.nn;
