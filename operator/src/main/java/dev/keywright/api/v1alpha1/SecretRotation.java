package dev.keywright.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.keywright.api.ApiNames;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One rotation: its request, its journal and its outcome. Its name is the request id. */
@Group(ApiNames.GROUP)
@Version(ApiNames.VERSION)
@Plural("secretrotations")
@ShortNames("secrot")
@Categories(ApiNames.CATEGORY)
@JsonClassDescription(
    "One rotation: its request, its journal and its outcome. Its name is the request id.")
@AdditionalPrinterColumn(
    name = "POLICY",
    jsonPath = ".spec.policyRef.name",
    getDescription = "The policy whose value is rotated.")
@AdditionalPrinterColumn(
    name = "PHASE",
    jsonPath = ".status.phase",
    getDescription = "Last phase that was completed.")
@AdditionalPrinterColumn(
    name = "CAUSE",
    jsonPath = ".status.trigger.kind",
    getDescription = "What caused the run.")
@AdditionalPrinterColumn(
    name = "STARTED",
    jsonPath = ".status.startedTime",
    type = AdditionalPrinterColumn.Type.DATE,
    getDescription = "Time since the run was admitted.")
@AdditionalSelectableField(jsonPath = ".spec.policyRef.name")
public final class SecretRotation extends CustomResource<SecretRotationSpec, SecretRotationStatus>
    implements Namespaced {}
