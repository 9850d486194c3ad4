package eu.ttc.grants.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the programs of PostgreSQL from the artifact that fits this machine. */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /**
   * Unpacks them unless they are there; a marker written last tells a complete copy.
   *
   * @return the folder with {@code bin}, {@code lib} and {@code share}
   */
  static Path in(Path folder) throws IOException {
    var marker = folder.resolve(".unpacked");
    if (!Files.exists(marker)) {
      Files.createDirectories(folder);
      try (var packed = artifact();
          var archive = new TarArchiveInputStream(new XZInputStream(packed))) {
        unpack(archive, folder);
      }
      Files.createFile(marker);
    }
    return folder;
  }

  private static InputStream artifact() throws IOException {
    var system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    var hardware =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          case String other -> other;
        };
    var variant = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
    var name = "postgres-%s-%s%s.txz".formatted(system, hardware, variant);
    var packed = PostgresBinaries.class.getResourceAsStream("/" + name);
    if (packed == null) {
      throw new IOException(
          "No %s on the class path: add the artifact of io.zonky.test.postgres for this machine to the profile local of pom.xml"
              .formatted(name));
    }
    return packed;
  }

  private static void unpack(TarArchiveInputStream archive, Path folder) throws IOException {
    for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
      var target = folder.resolve(entry.getName()).normalize();
      if (!target.startsWith(folder)) {
        throw new IOException("Entry %s leads out of the archive".formatted(entry.getName()));
      }
      if (entry.isDirectory()) {
        Files.createDirectories(target);
        continue;
      }
      Files.createDirectories(target.getParent());
      Files.deleteIfExists(target);
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      } else {
        Files.copy(archive, target);
        if (target.getParent().endsWith("bin")) {
          Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
    }
  }
}
