using System.Net;

namespace Workshop.Toolbox.Redis;

/// <summary>What the server is started with, after file, flags and environment were put together.</summary>
/// <param name="EndPoints">Where to listen; at least one.</param>
/// <param name="Password">Null: anybody may connect.</param>
/// <param name="Folder">Where data lies that must outlive the process; it exists.</param>
/// <param name="AppendOnly">Whether every write is also kept in <paramref name="Folder"/>.</param>
/// <param name="Warnings">What was asked for and is not done here, a line each.</param>
internal sealed record RedisOptions(IReadOnlyList<IPEndPoint> EndPoints, string? Password, string Folder, bool AppendOnly, IReadOnlyList<string> Warnings);
