internal import Markup
internal import Storage
public import Web

extension Feature {
  /// How many people it needs, when, and how sure.
  public static var workforce: Feature {
    Feature(
      "workforce",
      migrations: [
        Migration(
          "workforce-1",
          StaffingQueue.schema + VolumeInterval.schema + SpecialDay.schema + MadeForecast.schema
            + HalfHourNeed.schema + HalfHourSupply.schema + DayProspect.schema),
        Migration("workforce-2", DayWord.schema),
      ],
      words: staffingWords + deskWords,
      navigation: [
        NavigationItem("/desk", "desk.title", allow: .read, .workload, rank: 18),
        NavigationItem("/staffing", "staffing.title", allow: .read, .workload, rank: 30),
      ],
      routes: { routes in
        StaffingPages.add(to: routes)
        NeedPages.add(to: routes)
        ForecastPages.add(to: routes)
        VolumePages.add(to: routes)
        DaysPages.add(to: routes)
        ReachPages.add(to: routes)
        SpecialDayPages.add(to: routes)
        DeskPages.add(to: routes)
      },
      jobs: [ForecastWork.job, DayWord.job],
      finders: [
        .page("/staffing/special-days", "special.title", allow: .read, .workload),
        .page("/staffing/intervals/new", "volume.upload", allow: .create, .workload),
        .page("/staffing/queues/new", "staffing.new", allow: .create, .workload),
      ])
  }
}
