package dev.keywright.e2e.demo.ground;

import java.nio.file.Path;

/**
 * A way into a cluster that a kubeconfig names.
 *
 * @param file the kubeconfig
 */
public record KubeContext(String name, Path file) {}
