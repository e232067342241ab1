namespace Workshop.Cluster.Start;

/// <summary>The most connections of clients at once, by what each takes of the files that are left.</summary>
/// <param name="Requests">To the API, a file each.</param>
/// <param name="Streams">To the API, upgraded (exec, attach, port-forward): with pipes and a connection beyond, up to four files each.</param>
/// <param name="Relays">To Services, two files each: the client's side and the pod's.</param>
internal sealed record ClientConnections(int Requests, int Streams, int Relays)
{
    /// <param name="files">That clients may take altogether.</param>
    public static ClientConnections Of(int files) => new(files / 4, files / 8, files / 8);
}
