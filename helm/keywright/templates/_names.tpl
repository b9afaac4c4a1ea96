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

{{/* What the operator does with the objects of a namespace that it serves. */}}
{{- define "keywright.rules" -}}
- apiGroups: [keywright.dev]
  resources: [secretpolicies, secretstores]
  verbs: [get, list, watch]
- apiGroups: [keywright.dev]
  resources: [secretpolicies/status, secretstores/status, secretrotations/status]
  verbs: [update]
- apiGroups: [keywright.dev]
  resources: [secretrotations]
  verbs: [get, list, watch, create, update]
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch, create, update]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get]
- apiGroups: [""]
  resources: [serviceaccounts/token]
  verbs: [create]
  {{- with .Values.tokens.serviceAccounts }}
  resourceNames: {{ toJson . }}
  {{- end }}
{{- if .Values.consumers.enabled }}
- apiGroups: [apps]
  resources: [deployments, statefulsets, daemonsets]
  verbs: [get, list, watch, patch]
- apiGroups: [""]
  resources: [pods]
  verbs: [list]
{{- end }}
{{- end }}
