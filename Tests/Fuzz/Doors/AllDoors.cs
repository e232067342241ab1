using Workshop.Fuzz.Tests.Engine;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>Every door that hostile input can knock at.</summary>
internal static class AllDoors
{
    private static readonly IReadOnlyDictionary<string, Func<Door>> Makers = new Func<Door>[]
    {
        () => new ApiDoor("api-paths", isFilled: false, ApiInputs.Paths),
        () => new ApiDoor("api-objects", isFilled: true, ApiInputs.Objects),
        () => new ApiDoor("api-patches", isFilled: true, ApiInputs.Patches),
        () => new ApiDoor("api-tokens", isFilled: false, ApiInputs.Tokens),
        () => new ApiDoor("api-streams", isFilled: false, ApiInputs.Streams),
        () => new SpdyDoor(),
        () => new WebSocketDoor(),
        () => new GatewayDoor(),
        () => new GatewayTlsDoor(),
    }
        .Concat(ClusterReaders.All().Select(Same))
        .Concat(ServiceReaders.All().Select(Same))
        .Concat(GatewayReaders.All().Select(Same))
        .Concat(LabReaders.All().Select(Same))
        .Concat(HostingReaders.All().Select(Same))
        .ToDictionary(maker => maker().Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Makers.Keys;

    public static Door Create(string name) => Makers[name]();

    // A reader keeps nothing: one will do.
    private static Func<Door> Same(ReaderDoor door) => () => door;
}
