using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>
/// Remembers every process of this cluster in the state folder, so that the next start ends what a killed one left.
/// A record is one small file; the page cache keeps it when this program is killed.
/// </summary>
internal sealed partial class ProcessLedger(ClusterOptions options, TimeProvider time, ILogger<ProcessLedger> logger)
{
    /// <summary>Set in the environment of everything that a node starts.</summary>
    public const string MarkerVariable = "WORKSHOP_CONTAINER";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // Two runs of one folder may overlap by a moment, when the first was killed.
    private readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly string _cluster = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(options.StateFolder))))[..12];

    /// <value>Where the records lie.</value>
    public string Folder { get; } = Path.Combine(options.StateFolder, "processes");

    /// <value>With which the markers of all processes of this run begin.</value>
    public string RunPrefix => $"{_cluster}/{_run}/";

    public string MarkerOf(string containerId) => $"{RunPrefix}{containerId}";

    /// <summary>Writes down a process that has just been started. One that has ended already needs no record.</summary>
    public void Record(string containerId, int id, string what)
    {
        if (ProcessIdentity.Read(id) is not { } identity)
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(PathOf(containerId), JsonSerializer.SerializeToUtf8Bytes(new ProcessRecord(MarkerOf(containerId), identity, id, what)));
    }

    public void Forget(string containerId)
    {
        if (File.Exists(PathOf(containerId)))
        {
            File.Delete(PathOf(containerId));
        }
    }

    /// <summary>Kills what a container's program left outside its group.</summary>
    public void EndStrays(string containerId)
    {
        foreach (var id in MarkedProcesses.Find(MarkerVariable, MarkerOf(containerId)))
        {
            Kill(id);
            LogStray(id, containerId);
        }
    }

    /// <summary>Ends all that an earlier run of this cluster left, and returns when it is gone.</summary>
    /// <exception cref="ClusterException">Something did not end.</exception>
    public async Task EndLeftoversAsync(CancellationToken ct)
    {
        var records = ReadAll();
        foreach (var record in records.Where(IsAlive))
        {
            LogLeftover(record.What, record.Process.Id);
            EndGroup(record);
        }

        foreach (var id in MarkedProcesses.Find(MarkerVariable, $"{_cluster}/"))
        {
            Kill(id);
        }

        var deadline = time.GetUtcNow() + Limit;
        while (records.Any(IsAlive) || MarkedProcesses.Find(MarkerVariable, $"{_cluster}/").Count > 0)
        {
            if (time.GetUtcNow() > deadline)
            {
                throw new ClusterException($"Processes of an earlier run do not end: {string.Join(", ", records.Where(IsAlive).Select(record => record.Process.Id))}. End them and start again.");
            }

            await Task.Delay(Pause, time, ct).ConfigureAwait(false);
        }

        foreach (var record in records)
        {
            File.Delete(PathOf(record.Marker[(record.Marker.LastIndexOf('/') + 1)..]));
        }
    }

    private static bool IsAlive(ProcessRecord record) => ProcessIdentity.Read(record.Process.Id) == record.Process;

    private static void EndGroup(ProcessRecord record)
    {
        if (OperatingSystem.IsWindows())
        {
            Kill(record.Process.Id);
            return;
        }

        _ = Libc.kill(-record.Group, (int)ProcessSignal.Kill);
    }

    private static void Kill(int id)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Libc.kill(id, (int)ProcessSignal.Kill);
            return;
        }

        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
        }
        catch (ArgumentException)
        {
            // It has ended meanwhile.
        }
    }

    private List<ProcessRecord> ReadAll()
    {
        var records = new List<ProcessRecord>();
        foreach (var path in Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.json").ToArray() : [])
        {
            try
            {
                records.Add(JsonSerializer.Deserialize<ProcessRecord>(File.ReadAllBytes(path))!);
            }
            catch (JsonException)
            {
                // Killed while it was being written; the marker finds that process.
                File.Delete(path);
            }
        }

        return records;
    }

    private string PathOf(string containerId) => Path.Combine(Folder, $"{containerId}.json");

    [LoggerMessage(EventId = 3401, Level = LogLevel.Information, Message = "Ending process {Id} of {What}, left by an earlier run")]
    private partial void LogLeftover(string what, int id);

    [LoggerMessage(EventId = 3402, Level = LogLevel.Debug, Message = "Ended process {Id}, which container {ContainerId} had left outside its group")]
    private partial void LogStray(int id, string containerId);
}
