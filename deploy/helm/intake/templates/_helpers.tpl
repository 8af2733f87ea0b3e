{{- define "intake.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "intake.selector" -}}
app.kubernetes.io/name: intake
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .process }}
{{- end -}}

{{- define "intake.labels" -}}
{{ include "intake.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- end -}}

{{- define "intake.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{/* The addresses of the Rasa servers, whose names stay when their pods are replaced. */}}
{{- define "intake.rasaUrls" -}}
{{- $name := include "intake.name" . -}}
{{- $urls := list -}}
{{- range $number := until (int .Values.rasa.replicas) -}}
{{- $urls = append $urls (printf "http://%s-rasa-%d.%s-rasa:5005" $name $number $name) -}}
{{- end -}}
{{- join "," $urls -}}
{{- end -}}

{{/* What every pod has: who it runs as. */}}
{{- define "intake.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{/* What every container has: image, security, settings and secrets as files. */}}
{{- define "intake.container" -}}
image: {{ include "intake.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- if .Values.storageSecretName }}
envFrom:
  - secretRef: {name: {{ .Values.storageSecretName }}}
{{- end }}
volumeMounts:
  - {name: tmp, mountPath: /tmp}
  - {name: var, mountPath: /app/var}
  - {name: secrets, mountPath: /run/secrets/intake, readOnly: true}
{{- if .Values.model.existingClaim }}
  - {name: model, mountPath: /app/models, readOnly: true}
{{- end }}
{{- end -}}

{{- define "intake.env" -}}
{{- range $key := .Values.secretKeys }}
- name: INTAKE_{{ $key | replace "-" "_" | upper }}_FILE
  value: /run/secrets/intake/{{ $key }}
{{- end }}
- name: INTAKE_RASA_URL
  value: {{ include "intake.rasaUrls" . | quote }}
- name: INTAKE_ACTIONS_URL
  value: http://{{ include "intake.name" . }}-actions:5055
{{- range $name, $value := .Values.settings }}
- name: INTAKE_{{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{- define "intake.volumes" -}}
- name: tmp
  emptyDir: {sizeLimit: 1Gi}
- name: var
  emptyDir: {sizeLimit: 1Gi}
- name: secrets
  secret:
    secretName: {{ .Values.secretName }}
    defaultMode: 0440
    items:
    {{- range $key := .Values.secretKeys }}
      - {key: {{ $key }}, path: {{ $key }}}
    {{- end }}
{{- if .Values.model.existingClaim }}
- name: model
  persistentVolumeClaim: {claimName: {{ .Values.model.existingClaim }}, readOnly: true}
{{- end }}
{{- end -}}

{{/* Pods of one process stand on different nodes where there are any. */}}
{{- define "intake.placement" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "intake.selector" . | nindent 8 }}
{{- with .root.Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
