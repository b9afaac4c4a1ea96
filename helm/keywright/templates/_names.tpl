{{- define "keywright.labels" -}}
app.kubernetes.io/name: keywright
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: keywright
{{- end }}

{{- define "keywright.selector" -}}
app.kubernetes.io/name: keywright
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* What the operator does with the objects of a namespace that it serves; files/ has the rules as plain YAML. */}}
{{- define "keywright.rules" -}}
{{ .Files.Get "files/rules.yaml" -}}
{{ .Files.Get "files/rules-tokens.yaml" | trim }}
{{- with .Values.tokens.serviceAccounts }}
  resourceNames: {{ toJson . }}
{{- end }}
{{- if .Values.consumers.enabled }}
{{ .Files.Get "files/rules-consumers.yaml" | trim }}
{{- end }}
{{- end }}
