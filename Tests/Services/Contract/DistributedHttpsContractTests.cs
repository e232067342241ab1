namespace Workshop.Services.Tests.Contract;

public class DistributedHttpsContractTests(DistributedApplication.OverHttps application) : ContractTests(application), IClassFixture<DistributedApplication.OverHttps>;
