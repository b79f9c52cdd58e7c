/// The trainer, its events and metrics, checkpoints and model files.
package dev.glissade.train;
