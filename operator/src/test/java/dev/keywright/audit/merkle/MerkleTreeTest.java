package dev.keywright.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {
  /** The leaves that the tests of the certificate transparency code use. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  /** The roots that the same tests list. */
  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
  })
  void hasTheRootsOfTheReferenceTests(int size, String root) {
    MerkleEdge edge = new MerkleEdge();
    LEAVES.subList(0, size).forEach(leaf -> edge.append(HexFormat.of().parseHex(leaf)));

    assertThat(HexFormat.of().formatHex(edge.root())).isEqualTo(root);
    assertThat(edge.size()).isEqualTo(size);
  }

  @Property(tries = 60)
  @Label("an edge that was stored grows on as if it had not been")
  void growsOnAfterARestore(
      @ForAll @IntRange(max = 200) int before, @ForAll @IntRange(max = 200) int after) {
    List<byte[]> leaves = leaves(before + after);
    MerkleEdge whole = new MerkleEdge();
    leaves.forEach(whole::append);
    MerkleEdge first = new MerkleEdge();
    leaves.subList(0, before).forEach(first::append);

    MerkleEdge restored = MerkleEdge.restore(before, first.hashes()).orElseThrow();
    leaves.subList(before, before + after).forEach(restored::append);

    assertThat(restored.root()).isEqualTo(whole.root());
    assertThat(restored.hashes()).isEqualTo(whole.hashes());
  }

  @Test
  void restoresNothingFromHashesThatDoNotFit() {
    String hash = "a".repeat(64);

    assertThat(MerkleEdge.restore(3, List.of(hash))).isEmpty();
    assertThat(MerkleEdge.restore(4, List.of(hash, hash))).isEmpty();
    assertThat(MerkleEdge.restore(4, List.of("a".repeat(63)))).isEmpty();
    assertThat(MerkleEdge.restore(4, List.of("x".repeat(64)))).isEmpty();
    assertThat(MerkleEdge.restore(-1, List.of())).isEmpty();
  }

  @Property(tries = 200)
  @Label("the proof of any leaf of any tree leads to its root, and of any other leaf does not")
  void provesEveryLeaf(
      @ForAll @IntRange(min = 1, max = 300) int size, @ForAll @IntRange(max = 299) int number) {
    int index = number % size;
    List<byte[]> leaves = leaves(size + 3);
    MerkleEdge edge = new MerkleEdge();
    leaves.subList(0, size).forEach(edge::append);
    ProofBuilder builder = new ProofBuilder(index, size);
    leaves.forEach(builder::leaf);
    String root = HexFormat.of().formatHex(edge.root());

    InclusionProof proof = builder.finish().orElseThrow();

    assertThat(builder.provenLeaf()).contains(HexFormat.of().formatHex(leaves.get(index)));
    assertThat(proof.rootFrom(HexFormat.of().formatHex(leaves.get(index)))).isEqualTo(root);
    assertThat(proof.rootFrom("0".repeat(64))).isNotEqualTo(root);
    assertThat(proof.path()).hasSizeLessThanOrEqualTo(9);
  }

  @Test
  void provesNothingBeforeAllLeavesAreThere() {
    ProofBuilder builder = new ProofBuilder(1, 5);
    leaves(4).forEach(builder::leaf);

    assertThat(builder.finish()).isEmpty();
  }

  private static List<byte[]> leaves(int count) {
    Random random = new Random(count);
    List<byte[]> leaves = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      byte[] leaf = new byte[32];
      random.nextBytes(leaf);
      leaves.add(leaf);
    }
    return leaves;
  }
}
