using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.PodSecurity;

/// <summary>The rules of Pod Security's level "baseline": no way around the walls of a container. Each yields a sentence in Kubernetes' words, or nothing.</summary>
internal static class BaselineChecks
{
    private static readonly HashSet<string> DefaultCapabilities =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    private static readonly HashSet<string> SafeSysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range",
        "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
    ];

    private static readonly string[] SharedWithHost = ["hostNetwork", "hostPID", "hostIPC"];

    /// <param name="isOwn">False: the level "restricted" judges capabilities, volumes and seccomp itself.</param>
    public static IEnumerable<string?> Run(JsonObject spec, bool isOwn)
    {
        yield return isOwn ? Capabilities(spec) : null;
        yield return HostNamespaces(spec);
        yield return isOwn ? HostPaths(spec) : null;
        yield return HostPorts(spec);
        yield return Offenders.In(spec, container => container.Obj("securityContext").Flag("privileged") is true, "privileged", "must not set securityContext.privileged=true");
        yield return Offenders.In(
            spec, container => container.Obj("securityContext").Str("procMount") is { } mount and not "Default", "procMount", "must not set securityContext.procMount to \"Unmasked\"");
        yield return isOwn
            ? Offenders.In(
                spec, container => container.Obj("securityContext").Obj("seccompProfile").Str("type") == "Unconfined", "seccompProfile",
                "must not set securityContext.seccompProfile.type to \"Unconfined\"")
            : null;
        yield return Sysctls(spec);
    }

    private static string? Capabilities(JsonObject spec)
    {
        var added = spec.AllContainers().SelectMany(container => container.Obj("securityContext").Obj("capabilities").Strings("add")).Where(name => !DefaultCapabilities.Contains(name)).Distinct();
        return Offenders.In(
            spec, container => container.Obj("securityContext").Obj("capabilities").Strings("add").Any(name => !DefaultCapabilities.Contains(name)), "non-default capabilities",
            $"must not include {Offenders.Quoted(added)} in securityContext.capabilities.add");
    }

    private static string? HostNamespaces(JsonObject spec)
    {
        var used = SharedWithHost.Where(field => spec.Flag(field) is true).Select(field => $"{field}=true").ToList();
        return used.Count == 0 ? null : $"host namespaces ({string.Join(", ", used)})";
    }

    private static string? HostPaths(JsonObject spec)
    {
        var volumes = spec.Items("volumes").Where(volume => volume.Obj("hostPath") is not null).Select(volume => volume.Str("name") ?? "").ToList();
        return volumes.Count == 0 ? null : $"hostPath volumes ({(volumes.Count == 1 ? "volume" : "volumes")} {Offenders.Quoted(volumes)})";
    }

    private static string? HostPorts(JsonObject spec)
    {
        var ports = spec.AllContainers().SelectMany(container => container.Items("ports")).Select(port => port.Int("hostPort") ?? 0).Where(port => port != 0).Distinct().Order().ToList();
        return Offenders.In(
            spec, container => container.Items("ports").Any(port => port.Int("hostPort") is not (null or 0)), "hostPort",
            $"{{use}} {(ports.Count == 1 ? "hostPort" : "hostPorts")} {string.Join(", ", ports)}");
    }

    private static string? Sysctls(JsonObject spec)
    {
        var names = spec.Obj("securityContext").Items("sysctls").Select(item => item.Str("name") ?? "").Where(name => !SafeSysctls.Contains(name)).ToList();
        return names.Count == 0 ? null : $"forbidden sysctls ({string.Join(", ", names)})";
    }
}
