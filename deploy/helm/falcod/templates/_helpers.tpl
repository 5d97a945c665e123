{{- define "falcod.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "falcod.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains (include "falcod.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "falcod.name" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "falcod.selector" -}}
app.kubernetes.io/name: {{ include "falcod.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "falcod.labels" -}}
{{ include "falcod.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "falcod.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "falcod.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "falcod.hasBundle" -}}
{{- $given := compact (list .Values.bundle.configMap .Values.bundle.secret .Values.bundle.hostPath) -}}
{{- if gt (len $given) 1 -}}
{{- fail "bundle: give one of configMap, secret and hostPath" -}}
{{- end -}}
{{- if $given -}}true{{- end -}}
{{- end -}}

{{- /* falcod.yaml: the values, with the places that the chart gives to bundle and token. */ -}}
{{- define "falcod.config" -}}
{{- $config := deepCopy .Values.config -}}
{{- if include "falcod.hasBundle" . -}}
{{- $_ := set $config "bundle" (printf "/etc/falcod-rules/%s" .Values.bundle.file) -}}
{{- end -}}
{{- if .Values.reloadToken.secret -}}
{{- $web := default dict (get $config "webserver") -}}
{{- $_ := set $web "reload_token" "${FALCOD_RELOAD_TOKEN}" -}}
{{- $_ := set $config "webserver" $web -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}

{{- define "falcod.web" -}}
{{- $web := default dict .Values.config.webserver -}}
{{- if $web.enabled -}}{{- default 8765 $web.listen_port | int -}}{{- end -}}
{{- end -}}

{{- define "falcod.scheme" -}}
{{- if (default dict .Values.config.webserver).ssl_enabled -}}HTTPS{{- else -}}HTTP{{- end -}}
{{- end -}}

{{- define "falcod.health" -}}
{{- default "/healthz" (default dict .Values.config.webserver).k8s_healthz_endpoint -}}
{{- end -}}
