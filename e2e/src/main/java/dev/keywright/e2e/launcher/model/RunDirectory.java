package dev.keywright.e2e.launcher.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where one run keeps its files. Readable by its owner only, since it holds keys and tokens.
 *
 * @param path an absolute path
 */
public record RunDirectory(Path path) {
  public RunDirectory {
    path = path.toAbsolutePath().normalize();
  }

  /** Makes the folder, private to this user. */
  public RunDirectory create() {
    try {
      Files.createDirectories(path.getParent());
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.createDirectories(logs());
      Files.createDirectories(pki());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path logs() {
    return path.resolve("logs");
  }

  /** Standard output and error of one component. */
  public Path log(Component component) {
    return logs().resolve(component.id() + ".log");
  }

  /** The API server's audit log: JSON lines, one for each finished call. */
  public Path kubernetesAudit() {
    return logs().resolve("kubernetes-audit.jsonl");
  }

  /** Vault's audit log: JSON lines, one for each request and one for each reply. */
  public Path vaultAudit() {
    return logs().resolve("vault-audit.jsonl");
  }

  public Path pki() {
    return path.resolve("pki");
  }

  public Path kubeconfig(String user) {
    return path.resolve("kubeconfig").resolve(user + ".yaml");
  }

  public Path data(Component component) {
    return path.resolve("data").resolve(component.id());
  }

  /** A configuration file that the launcher writes for a component. */
  public Path config(String name) {
    return path.resolve("config").resolve(name);
  }

  /** The records of started processes. */
  public Path processes() {
    return path.resolve("processes");
  }

  /** Who owns the run and which ports it has. */
  public Path runFile() {
    return path.resolve("run.json");
  }

  /** The addresses that tests read; complete for a component once it is ready. */
  public Path factsFile() {
    return path.resolve("cluster.json");
  }
}
