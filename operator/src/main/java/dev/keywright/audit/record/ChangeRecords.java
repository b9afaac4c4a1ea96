package dev.keywright.audit.record;

import dev.keywright.audit.json.CanonicalJson;
import dev.keywright.audit.record.Result.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Records of changed specs. Stateless. */
public final class ChangeRecords {
  private ChangeRecords() {}

  /** The spec of the subject's policy is another one. */
  public static RecordDraft policyChanged(
      Circumstances when, Subject subject, Evidence.SpecChange change) {
    return changed(AuditType.PolicyChanged, when, subject, change);
  }

  /** The spec of the subject's store is another one. */
  public static RecordDraft storeChanged(
      Circumstances when, Subject subject, Evidence.SpecChange change) {
    return changed(AuditType.StoreChanged, when, subject, change);
  }

  /**
   * The digest by which a spec is recognised.
   *
   * @param spec the spec as a tree of maps, lists, text, numbers and booleans
   * @return SHA-256 of its canonical JSON, 64 lower-case hexadecimal digits
   */
  public static String specHash(Map<String, ?> spec) {
    return RecordWriter.sha256(CanonicalJson.bytesOf(spec));
  }

  /**
   * What changed between two specs. Names fields, never their contents; a list counts as one field.
   *
   * @param before the old spec as a tree; empty for a new object
   * @param after the new spec as a tree
   */
  public static Evidence.SpecChange compare(Map<String, ?> before, Map<String, ?> after) {
    TreeSet<String> fields = new TreeSet<>();
    collect("", before, after, fields);
    return new Evidence.SpecChange(specHash(after), List.copyOf(fields), 0);
  }

  private static void collect(
      String prefix, Map<?, ?> before, Map<?, ?> after, Set<String> fields) {
    TreeSet<String> names = new TreeSet<>();
    before.keySet().forEach(name -> names.add((String) name));
    after.keySet().forEach(name -> names.add((String) name));
    for (String name : names) {
      @Nullable Object old = before.get(name);
      @Nullable Object now = after.get(name);
      if (old instanceof Map<?, ?> oldMap && now instanceof Map<?, ?> nowMap) {
        collect(prefix + name + ".", oldMap, nowMap, fields);
      } else if (!Objects.equals(old, now)) {
        fields.add(prefix + name);
      }
    }
  }

  private static RecordDraft changed(
      AuditType type, Circumstances when, Subject subject, Evidence.SpecChange change) {
    return new RecordDraft(type, when, subject, List.of(change), Result.of(Outcome.Succeeded));
  }
}
