namespace Workshop.Services.Tests.Contract;

public class SidecarContractTests(SidecarApplication application) : ContractTests(application), IClassFixture<SidecarApplication>;
