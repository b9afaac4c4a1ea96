package dev.keywright.e2e.demo.stage;

import dev.keywright.e2e.operator.OperatorUnderTest;
import java.nio.file.Path;

/**
 * The packaged operator, as a process of this machine.
 *
 * @param kubeconfig all that it knows of the cluster: a token of its ServiceAccount
 */
public record DemoOperator(OperatorUnderTest process, Path kubeconfig) {}
